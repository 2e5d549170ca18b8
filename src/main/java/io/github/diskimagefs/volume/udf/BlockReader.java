package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reader of the descriptors of a directory's entries. It reads ahead, because writers put them one
 * after the other, and only the start of each block, because most file entries are short. For one
 * thread at a time.
 */
final class BlockReader {
  private static final int MIN_READ_BLOCKS = 4;
  private static final int MAX_READ_BLOCKS = 64;

  /** Maximum bytes of the image for the first read, unless that has very few blocks. */
  private static final int FIRST_READ_BYTES = 128 << 10;

  /** A file identifier descriptor with a name of a few letters, 4/14.4. */
  private static final int TYPICAL_IDENTIFIER_BYTES = 48;

  /** Blocks that may be left out: other descriptors, short directories. */
  private static final int MAX_GAP_BLOCKS = 8;

  private static final int HEAD_BYTES = FileEntry.TYPICAL_LENGTH;

  private final LogicalVolumeSpace space;

  /** Null to read nothing ahead. */
  private final BufferPool spare;

  /** Reused for each read, so that a structure ends with the next one. */
  private byte[] buffer;

  private final int max;

  /** Blocks of the next read, if it goes on from the last one. */
  private int ahead;

  /** Descriptors that are still to be asked for, as far as the directory's length tells. */
  private long expected;

  private long imageOffset;
  private int reference = -1;
  private long first;
  private long last;

  private BlockReader(LogicalVolumeSpace space, BufferPool spare, int max, long expected) {
    this.space = space;
    this.spare = spare;
    this.max = max;
    this.expected = expected;
    this.ahead = Math.min(MIN_READ_BLOCKS, max);
  }

  /** A reader of single blocks. */
  static BlockReader single(LogicalVolumeSpace space) {
    return new BlockReader(space, null, 1, 1);
  }

  /**
   * A reader of a directory's entries, to be released when all are read.
   *
   * @param directoryBytes length of the directory, from which their number is guessed
   */
  static BlockReader ahead(LogicalVolumeSpace space, BufferPool spare, long directoryBytes) {
    return new BlockReader(
        space, spare, MAX_READ_BLOCKS, directoryBytes / TYPICAL_IDENTIFIER_BYTES + 1);
  }

  /** A reader of single blocks with a buffer from there, likewise to be released. */
  static BlockReader single(LogicalVolumeSpace space, BufferPool spare) {
    return new BlockReader(space, spare, 1, 1);
  }

  /** Where readers ahead have their buffers from. */
  static BufferPool buffers() {
    return new BufferPool(MAX_READ_BLOCKS * HEAD_BYTES);
  }

  LogicalVolumeSpace space() {
    return space;
  }

  /** Reads a block with a valid tag; the structure ends with the next call. */
  Struct descriptor(String name, int partition, long block) throws IOException {
    expected--;
    if (spare != null) {
      if (partition != reference || block < first || block > last) {
        load(partition, block);
      }
      if (block >= first && block <= last) {
        Struct head = head(name, block);
        if (FileEntry.isWithin(head) && Tag.validId(head, block) > 0) {
          return head;
        }
      }
    }
    return space.descriptor(name, partition, block);
  }

  private Struct head(String name, long block) throws IOException {
    int index = (int) (block - first);
    int start = index * HEAD_BYTES;
    long offset = imageOffset + (long) index * space.blockSize() - start;
    return Struct.of(name, buffer, offset, ByteOrder.LITTLE_ENDIAN).slice(start, HEAD_BYTES);
  }

  private void load(int partition, long block) throws IOException {
    boolean onwards = partition == reference && block > last && block - last <= MAX_GAP_BLOCKS;
    boolean begins = reference < 0;
    long left = Math.max(expected + 1, onwards ? MIN_READ_BLOCKS : 1);
    int start = Math.max(MIN_READ_BLOCKS, FIRST_READ_BYTES / space.blockSize());
    int requested = (int) Math.min(left, begins ? Math.min(max, start) : onwards ? ahead : 1);
    ahead = Math.min(max, Math.max(MIN_READ_BLOCKS, 2 * requested));
    reference = partition;
    first = block + 1;
    last = block; // nothing held yet
    ByteSource source = space.partition(partition);
    int blockSize = space.blockSize();
    int count = (int) (source.clip(block * blockSize, (long) requested * blockSize) / blockSize);
    if (count < 1) {
      return;
    }
    if (buffer == null) {
      buffer = spare.take();
    }
    long offset = block * blockSize;
    ByteBuffer heads = ByteBuffer.wrap(buffer, 0, count * HEAD_BYTES);
    try {
      imageOffset = Struct.imageOffset(source, offset);
      readHeads(source, offset, heads);
    } catch (IOException e) {
      ahead = 1; // another block may be the broken one: the next descriptors are read alone
    }
    first = block;
    last = block + heads.position() / HEAD_BYTES - 1;
  }

  private void readHeads(ByteSource source, long offset, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      int done = target.position();
      if (source.readStrided(offset, space.blockSize(), HEAD_BYTES, done, target) < 0) {
        throw new EOFException();
      }
    }
  }

  /** Gives the buffer back; the next read starts anew. */
  void release() {
    if (buffer != null) {
      reference = -1;
      spare.giveBack(buffer);
      buffer = null;
    }
  }
}
