package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Journal: transactions not yet written back when the volume was last unmounted (TN1150 "Journal").
 * They are applied to an overlay in memory; the image stays as it is.
 *
 * @param bytes the bytes of the volume, transactions applied
 * @param state a description of the journal's state
 */
record Journal(ByteSource bytes, String state) {
  private static final int IN_FILE_SYSTEM = 1; //  kJIJournalInFSMask
  private static final int NEEDS_INIT = 4; //      kJIJournalNeedInitMask
  private static final int HEADER_LENGTH = 44;
  private static final int LIST_HEADER = 16;
  private static final int BLOCK_INFO = 16;

  /** Maximum bytes of a block list, which is held as a whole; bounds memory. */
  private static final int MAX_LIST_BYTES = 1 << 20;

  /** Maximum number of blocks. Bounds memory; a journal of 512 MiB has 131,072 blocks of 4 KiB. */
  private static final int MAX_BLOCKS = 1 << 18;

  /** Reads the journal of a volume. If it is not readable, the volume stays as it is. */
  static Journal read(ByteSource volume, VolumeHeader header) throws IOException {
    if (!header.journaled()) {
      return new Journal(volume, "no");
    }
    try {
      return read(volume, header.journalInfoBlock() * header.blockSize());
    } catch (MalformedImageException e) {
      return new Journal(volume, "yes, not readable: " + e.getMessage());
    }
  }

  private static Journal read(ByteSource volume, long infoBlock) throws IOException {
    Struct info = Struct.read("journal info block", volume, infoBlock, 52, ByteOrder.BIG_ENDIAN);
    long flags = info.u32(0);
    if ((flags & IN_FILE_SYSTEM) == 0 || (flags & NEEDS_INIT) != 0) {
      return new Journal(volume, "yes");
    }
    long start = info.u64(36); // offset
    long size = info.u64(44);
    if (start > volume.size() || size > volume.size() - start) {
      throw info.malformed("journal of %d bytes at byte %d of the volume", size, start);
    }
    ByteSource journal = volume.slice(start, size);
    Struct head = Struct.read("journal header", journal, 0, HEADER_LENGTH, ByteOrder.BIG_ENDIAN);
    if (head.has(0, "xLNJ")) {
      head = head.littleEndian();
    } else if (!head.has(0, "JNLx")) {
      throw head.malformed("no signature JNLx");
    }
    return new Replay(volume, journal, head).run();
  }

  /** Returns whether there was nothing to apply. */
  boolean isEmpty() {
    return !(bytes instanceof Overlay);
  }

  /** Replay of the block lists of a journal (TN1150 "Journal Header", "Block List Header"). */
  private static final class Replay {
    private final ByteSource volume;
    private final ByteSource journal;
    private final Struct head;
    private final long first;
    private final long end;
    private final int listSize;
    private final Overlay overlay;
    private int blocks;

    Replay(ByteSource volume, ByteSource journal, Struct head) throws MalformedImageException {
      this.volume = volume;
      this.journal = journal;
      this.head = head;
      this.overlay = new Overlay(volume);
      long list = head.u32(32); //  blhdr_size
      this.first = head.u32(40); // jhdr_size
      this.end = Math.min(head.u64(24), journal.size()); // size
      if (first < HEADER_LENGTH
          || first >= end
          || list < LIST_HEADER + BLOCK_INFO
          || list > MAX_LIST_BYTES
          || list > end - first) {
        throw head.malformed("journal of %d bytes, header %d, lists %d", end, first, list);
      }
      this.listSize = (int) list;
    }

    Journal run() throws IOException {
      long offset = head.u64(8); //  start
      long stop = head.u64(16); // end
      if (offset == stop) {
        return new Journal(volume, "yes");
      }
      if (!inside(offset) || !inside(stop)) {
        throw head.malformed("transactions from byte %d to %d of %d", offset, stop, end);
      }
      // Each list has at least listSize bytes, all lists together at most those of the journal.
      long left = end - first;
      while (wrap(offset) != wrap(stop)) {
        Struct list = list(wrap(offset));
        long used = list.u32(4); // bytes_used
        if (used < listSize || used > left || !valid(list)) {
          break; // incompletely written: only the transactions before it are committed
        }
        apply(list, wrap(offset));
        left -= used;
        offset = wrap(wrap(offset) + used);
      }
      return blocks == 0
          ? new Journal(volume, "yes")
          : new Journal(overlay, "yes, " + blocks + " blocks replayed in memory");
    }

    private boolean inside(long position) {
      return position >= first && position <= end;
    }

    private long wrap(long position) {
      return position >= end ? first + (position - end) : position;
    }

    private Struct list(long position) throws IOException {
      byte[] bytes = new byte[listSize];
      int head = (int) Math.min(listSize, end - position);
      journal.readFully(position, ByteBuffer.wrap(bytes, 0, head));
      if (head < listSize) {
        journal.readFully(first, ByteBuffer.wrap(bytes, head, listSize - head));
      }
      Struct list = Struct.of("block list header", bytes, position, ByteOrder.BIG_ENDIAN);
      return this.head.has(0, "xLNJ") ? list.littleEndian() : list;
    }

    /** Compares the checksum over header and first block info, with the checksum itself as zero. */
    private static boolean valid(Struct list) throws MalformedImageException {
      byte[] covered = list.bytes(0, LIST_HEADER + BLOCK_INFO);
      int sum = 0;
      for (int i = 0; i < covered.length; i++) {
        int value = i >= 8 && i < 12 ? 0 : covered[i] & 0xFF;
        sum = (sum << 8) ^ (sum + value);
      }
      return ~sum == list.s32(8);
    }

    private void apply(Struct list, long position) throws IOException {
      int count = list.u16(2); // num_blocks, the first of which describes the list itself
      if (count > (listSize - LIST_HEADER) / BLOCK_INFO) {
        throw list.malformed("%d blocks in a list of %d bytes", count, listSize);
      }
      long data = position + listSize;
      for (int i = 1; i < count; i++) {
        int offset = LIST_HEADER + BLOCK_INFO * i;
        long number = list.s64(offset); // bnum
        long length = list.u32(offset + 8); // bsize
        if (data + length - position > list.u32(4)) {
          throw list.malformed("block %d goes past the list's %d bytes", i, list.u32(4));
        }
        if (number >= 0 && length > 0) {
          put(number, wrap(data), length);
        }
        data += length;
      }
    }

    private void put(long number, long data, long length) throws IOException {
      if (number > volume.size() / first || length > end - first || ++blocks > MAX_BLOCKS) {
        throw head.malformed("block %d of %d bytes among %d", number, length, blocks);
      }
      long before = Math.min(length, end - data);
      overlay.put(number * first, journal.slice(data, before));
      if (before < length) {
        overlay.put(number * first + before, journal.slice(first, length - before));
      }
    }
  }
}
