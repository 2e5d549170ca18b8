package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Virtual allocation table, UDF 1.50 2.2.10 and UDF 2.00 2.2.11.
 *
 * @param entries 4 bytes each
 * @param volumeIdentifier the volume's name that replaces the logical volume descriptor's, or empty
 */
record VirtualAllocationTable(ByteSource entries, String volumeIdentifier) {
  private static final String NAME = "Virtual Allocation Table";

  /** Blocks of run-out and padding after the last one written; no drive makes more. */
  private static final int BACK = 512;

  /** Bytes read together when the end of the written blocks is searched. */
  private static final int STRETCH = 1 << 20;

  /** Zeros at the end that are looked at in full, in bytes. */
  private static final long MAX_SEARCH_BYTES = 64L << 20;

  /** Longest header: two lengths, what 2.2.11 names, 64 KiB of implementation use. */
  private static final int HEADER = 152;

  /**
   * Finds it: its ICB is the last block written (UDF 2.2.11), so it is searched from the end.
   *
   * @param reference of the partition that holds it
   * @param start byte position of that partition
   */
  static VirtualAllocationTable find(
      LogicalVolumeSpace space, int reference, VolumeSource source, long start) throws IOException {
    long blocks = (source.bytes().size() - start) / space.blockSize();
    long session = (source.end() - start) / space.blockSize();
    VirtualAllocationTable table = before(space, reference, Math.min(session, blocks));
    if (table == null && session < blocks) {
      table = before(space, reference, lastWritten(space, reference, session));
    }
    if (table == null) {
      table = before(space, reference, blocks);
    }
    if (table == null) {
      table = before(space, reference, written(space, reference, blocks));
    }
    if (table != null) {
      return table;
    }
    throw new MalformedImageException(NAME, source.end(), "none in the last blocks of the disc");
  }

  private static VirtualAllocationTable before(LogicalVolumeSpace space, int reference, long end)
      throws IOException {
    for (long block = end - 1; block >= 0 && block >= end - BACK; block--) {
      VirtualAllocationTable table = readAt(space, reference, block);
      if (table != null) {
        return table;
      }
    }
    return null;
  }

  /**
   * Returns the block at which the zeros at the end start: drives return zeros for blocks that were
   * never written on a Blu-ray disc, and its image has them all. Near the end every block is read;
   * before that bisection finds the place, unless zeros among the data mislead it.
   */
  private static long written(LogicalVolumeSpace space, int reference, long blocks)
      throws IOException {
    long near = lastWritten(space, reference, blocks);
    if (near > 0) {
      return near;
    }
    int stretch = STRETCH / space.blockSize();
    long low = 0;
    long high = Math.max(0, blocks - MAX_SEARCH_BYTES / space.blockSize());
    while (high - low > stretch) {
      long middle = (low + high) / 2;
      if (zeros(space, reference, middle - stretch / 2)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return lastWritten(space, reference, Math.min(blocks, high + stretch));
  }

  /**
   * Returns the block after the last that is not all zeros; 0 if the last {@link #MAX_SEARCH_BYTES}
   * bytes are zeros.
   */
  private static long lastWritten(LogicalVolumeSpace space, int reference, long blocks)
      throws IOException {
    ByteSource partition = space.partition(reference);
    byte[] stretch = new byte[STRETCH];
    long end = blocks * space.blockSize();
    for (long to = end; to > Math.max(0, end - MAX_SEARCH_BYTES); to -= STRETCH) {
      long from = Math.max(0, to - STRETCH);
      int length = (int) (to - from);
      try {
        partition.readFully(from, ByteBuffer.wrap(stretch, 0, length));
      } catch (IOException e) {
        continue; // between tracks
      }
      for (int i = length - 1; i >= 0; i--) {
        if (stretch[i] != 0) {
          return (from + i) / space.blockSize() + 1;
        }
      }
    }
    return 0;
  }

  private static boolean zeros(LogicalVolumeSpace space, int reference, long block)
      throws IOException {
    long offset = block * space.blockSize();
    try {
      return Struct.read(NAME, space.partition(reference), offset, STRETCH, ByteOrder.LITTLE_ENDIAN)
          .zero(0, STRETCH);
    } catch (MalformedImageException e) {
      return true;
    }
  }

  private static VirtualAllocationTable readAt(LogicalVolumeSpace space, int reference, long block)
      throws IOException {
    Struct struct;
    try {
      struct = space.block(NAME, reference, block);
    } catch (IOException e) {
      return null; // between tracks
    }
    int id = Tag.validId(struct, block);
    if (id != Tag.FILE_ENTRY && id != Tag.EXTENDED_FILE_ENTRY) {
      return null;
    }
    FileEntry entry;
    try {
      entry = FileEntry.read(struct, reference, block);
    } catch (IOException e) {
      return null; // a broken file of the user's
    }
    if (entry.type() == FileEntry.VAT) {
      return second(Allocation.content(space, entry));
    }
    return entry.type() == 0 ? first(Allocation.content(space, entry)) : null;
  }

  /** UDF 1.50: the entries, then an entity identifier and the place of the previous table. */
  private static VirtualAllocationTable first(ByteSource content) throws IOException {
    long entries = content.size() - 36;
    if (entries < 0) {
      return null;
    }
    Struct tail = Struct.read(NAME, content, entries, 36, ByteOrder.LITTLE_ENDIAN);
    return EntityId.read(tail, 0).name().equals("*UDF Virtual Alloc Tbl")
        ? new VirtualAllocationTable(content.slice(0, entries), "")
        : null;
  }

  /** UDF 2.00: a header that tells its length, then the entries. */
  private static VirtualAllocationTable second(ByteSource content) throws IOException {
    Struct struct = Struct.read(NAME, content, 0, HEADER, ByteOrder.LITTLE_ENDIAN);
    int length = struct.u16(0);
    if (length < HEADER || length > content.size()) {
      throw struct.malformed("header of %d bytes in a table of %d", length, content.size());
    }
    return new VirtualAllocationTable(
        content.slice(length, content.size() - length), Cs0.dstring(struct, 4, 128));
  }
}
