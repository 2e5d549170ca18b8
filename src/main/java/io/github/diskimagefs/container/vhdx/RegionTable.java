package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The regions of a VHDX file ([MS-VHDX] 2.2.3): the block allocation table and the metadata.
 *
 * @param bat the block allocation table
 * @param metadata the metadata region
 */
record RegionTable(Region bat, Region metadata) {
  private static final long FIRST = 192 << 10;
  private static final long SECOND = 256 << 10;
  private static final int LENGTH = 64 << 10;
  private static final int ENTRY_LENGTH = 32;
  private static final int MAX_ENTRIES = 2047;

  /**
   * A part of the file.
   *
   * @param offset in bytes
   * @param length in bytes
   */
  record Region(long offset, long length) {
    boolean overlaps(Region other) {
      return offset < other.offset + other.length && other.offset < offset + length;
    }
  }

  static RegionTable read(ByteSource file) throws IOException {
    for (long offset : new long[] {FIRST, SECOND}) {
      if (offset <= file.size() - LENGTH) {
        Struct table =
            Struct.read("VHDX region table", file, offset, LENGTH, ByteOrder.LITTLE_ENDIAN);
        if (table.has(0, "regi") && VhdxChecksum.valid(table)) {
          return of(table, file.size());
        }
      }
    }
    throw new MalformedImageException(
        "VHDX region table", FIRST, "neither copy has a right checksum");
  }

  private static RegionTable of(Struct table, long fileSize) throws IOException {
    long count = table.u32(8);
    if (count > MAX_ENTRIES) {
      throw table.mismatch("up to " + MAX_ENTRIES + " regions", count);
    }
    Region bat = null;
    Region metadata = null;
    for (int i = 0; i < count; i++) {
      Struct entry = table.slice("VHDX region", 16 + i * ENTRY_LENGTH, ENTRY_LENGTH);
      UUID id = Guids.read(entry, 0);
      if (id.equals(Guids.BAT)) {
        bat = region(entry, fileSize);
      } else if (id.equals(Guids.METADATA)) {
        metadata = region(entry, fileSize);
      } else if ((entry.u32(28) & 1) != 0) {
        throw new UnsupportedImageException("VHDX region " + id);
      }
    }
    if (bat == null || metadata == null) {
      throw table.malformed("has no region of the %s", bat == null ? "BAT" : "metadata");
    }
    if (bat.overlaps(metadata)) {
      throw table.malformed("the regions of BAT and metadata overlap");
    }
    return new RegionTable(bat, metadata);
  }

  private static Region region(Struct entry, long fileSize) throws IOException {
    long offset = entry.u64(16);
    long length = entry.u32(24);
    if (offset < VhdxHeader.MIB || offset > fileSize - length) {
      throw entry.malformed(
          "%d bytes at %d, in a file of %d bytes whose first MiB has the headers",
          length, offset, fileSize);
    }
    return new Region(offset, length);
  }
}
