package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The blocks of a local file that small reads met last. Loading the pages of a mapping costs
 * several times as much as reading them, which pays only where they are read again and again: a
 * block is read by position until it was needed {@link #READS_BEFORE_MAPPING} times.
 *
 * <p>No thread waits for another one: a block in use by one thread is not there for the others.
 */
final class RecentBlocks {
  static final int BLOCK_SHIFT = 15;
  static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;

  /** Times that a block is needed, and not held, before a mapping is cheaper. */
  static final int READS_BEFORE_MAPPING = 3;

  /** Blocks held: walks read the records of a few structures in turn. */
  private static final int SLOTS = 32;

  /** Blocks whose uses are counted apart: those of 2 GiB. */
  private static final int MAX_COUNTERS = 1 << 16;

  /** Reads bytes by position. */
  @FunctionalInterface
  interface Reader {
    /** Reads at least one byte of the file at {@code position}. */
    int read(long position, ByteBuffer target) throws IOException;
  }

  private static final class Slot {
    final AtomicBoolean busy = new AtomicBoolean();
    byte[] bytes;
    long number = -1;
    int length;

    /** Number of the block that could not be read completely: it is not tried for each read. */
    long failed = -1;
  }

  private final long size;
  private final Reader reader;
  private final Slot[] slots = new Slot[SLOTS];

  /** Uses of each block, which several blocks of large files share. Races do no harm. */
  private final byte[] uses;

  /** Creates an empty list of the blocks of a file of so many bytes. */
  RecentBlocks(long size, Reader reader) {
    this.size = size;
    this.reader = reader;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
    }
    long blocks = Math.min(MAX_COUNTERS, (size >> BLOCK_SHIFT) + 1);
    this.uses = new byte[(int) Long.highestOneBit(2 * blocks - 1)];
  }

  /** Returns whether the block at a position was needed so often that it is to be mapped. */
  boolean isWorn(long position) {
    return uses[index(position >> BLOCK_SHIFT)] >= READS_BEFORE_MAPPING;
  }

  /**
   * Counts the uses of the blocks of a range.
   *
   * @param length in bytes, from 1
   * @return how often the first one was used before, up to {@link #READS_BEFORE_MAPPING}
   */
  int use(long position, int length) {
    long last = (position + length - 1) >> BLOCK_SHIFT;
    long first = position >> BLOCK_SHIFT;
    int before = uses[index(first)];
    for (long block = first; block <= last; block++) {
      int index = index(block);
      if (uses[index] < READS_BEFORE_MAPPING) {
        uses[index]++;
      }
    }
    return before;
  }

  private int index(long block) {
    return (int) block & (uses.length - 1);
  }

  /**
   * Copies bytes of a block that is held.
   *
   * @param count from 1; the target has room for them
   * @return the number of bytes up to the end of the block; 0 if it is not held or in use
   */
  int copy(long position, ByteBuffer target, int count) {
    long number = position >> BLOCK_SHIFT;
    Slot slot = slot(number);
    if (!slot.busy.compareAndSet(false, true)) {
      return 0;
    }
    try {
      return slot.number == number ? copy(slot, position, target, count) : 0;
    } finally {
      slot.busy.set(false);
    }
  }

  /**
   * Copies bytes as {@link #copy} does, after reading the block; 0 if its place is in use, or if it
   * could not be read before.
   */
  int load(long position, ByteBuffer target, int count) throws IOException {
    long number = position >> BLOCK_SHIFT;
    Slot slot = slot(number);
    if (!slot.busy.compareAndSet(false, true)) {
      return 0;
    }
    try {
      if (slot.failed == number) {
        return 0;
      }
      long failedBefore = slot.failed;
      slot.failed = number;
      slot.number = -1;
      if (slot.bytes == null) {
        slot.bytes = new byte[BLOCK_BYTES];
      }
      long start = number << BLOCK_SHIFT;
      int length = (int) Math.min(BLOCK_BYTES, size - start);
      slot.length = reader.read(start, ByteBuffer.wrap(slot.bytes, 0, length));
      slot.number = number;
      if (slot.length == length) {
        slot.failed = failedBefore;
      }
      return copy(slot, position, target, count);
    } finally {
      slot.busy.set(false);
    }
  }

  private Slot slot(long number) {
    return slots[(int) number & (SLOTS - 1)];
  }

  private static int copy(Slot slot, long position, ByteBuffer target, int count) {
    int within = (int) position & (BLOCK_BYTES - 1);
    int copied = Math.min(count, slot.length - within);
    if (copied <= 0) {
      return 0;
    }
    target.put(slot.bytes, within, copied);
    return copied;
  }
}
