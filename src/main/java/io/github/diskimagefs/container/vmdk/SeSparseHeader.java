package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The constant header of an seSparse extent, which ESXi writes for snapshots of large disks (no
 * published specification; the fields are known from qemu's block/vmdk.c). Little-endian, all
 * places and sizes in sectors of 512 bytes.
 *
 * @param sectors of the extent
 * @param grainSize sectors of a grain
 * @param directory byte offset of the grain directory
 * @param tables byte offset of the grain tables
 * @param tableBytes bytes of a grain table
 * @param grains byte offset of the grains
 */
record SeSparseHeader(
    long sectors, int grainSize, long directory, long tables, long tableBytes, long grains) {
  private static final long MAGIC = 0xCAFE_BABEL;
  private static final long VOLATILE_MAGIC = 0xCAFE_CAFEL;
  private static final long VERSION = 0x2_0000_0001L;
  private static final int LENGTH = 512;
  private static final int SECTOR_SIZE = GrainTables.SECTOR_SIZE;

  /** 16 MiB; ESXi writes 8 sectors. */
  private static final int MAX_GRAIN_SECTORS = 1 << 15;

  /** 1 MiB; ESXi writes 64 sectors. */
  private static final int MAX_TABLE_SECTORS = 1 << 11;

  /** Keeps the size in bytes within 63 bits. */
  private static final long MAX_SECTORS = 1L << 52;

  static SeSparseHeader read(ByteSource file) throws IOException {
    Struct header = Struct.read("seSparse header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    if (header.s64(0) != MAGIC) {
      throw header.mismatch("magic number cafebabe", Long.toHexString(header.s64(0)));
    }
    if (header.s64(8) != VERSION) {
      throw new UnsupportedImageException(
          "VMDK seSparse extent of version " + Long.toHexString(header.s64(8)));
    }
    long grainSize = checked(header, "grain_size", 24, MAX_GRAIN_SECTORS);
    if (Long.bitCount(grainSize) != 1) {
      throw header.mismatch("grain_size, a power of 2", grainSize);
    }
    SeSparseHeader read =
        new SeSparseHeader(
            checked(header, "capacity", 16, MAX_SECTORS),
            (int) grainSize,
            checked(header, "grain_dir_offset", 128, MAX_SECTORS) * SECTOR_SIZE,
            checked(header, "grain_tables_offset", 144, MAX_SECTORS) * SECTOR_SIZE,
            checked(header, "grain_table_size", 32, MAX_TABLE_SECTORS) * SECTOR_SIZE,
            checked(header, "grains_offset", 192, MAX_SECTORS) * SECTOR_SIZE);
    long directorySectors = header.s64(136);
    long entries = read.directoryEntries();
    if (directorySectors < 1 || directorySectors < (entries * Long.BYTES - 1) / SECTOR_SIZE + 1) {
      throw header.mismatch("grain_dir_size for " + entries + " tables", directorySectors);
    }
    checkVolatile(file, checked(header, "volatile_header_offset", 80, MAX_SECTORS) * SECTOR_SIZE);
    return read;
  }

  /** Refuses an extent whose tables are not up to date until a journal is replayed. */
  private static void checkVolatile(ByteSource file, long offset) throws IOException {
    Struct header =
        Struct.read("seSparse volatile header", file, offset, LENGTH, ByteOrder.LITTLE_ENDIAN);
    if (header.s64(0) != VOLATILE_MAGIC) {
      throw header.mismatch("magic number cafecafe", Long.toHexString(header.s64(0)));
    }
    if (header.s64(24) != 0) {
      throw new UnsupportedImageException("VMDK seSparse extent with a journal to be replayed");
    }
  }

  private static long checked(Struct header, String field, int offset, long max)
      throws IOException {
    long value = header.s64(offset);
    if (value < 1 || value > max) {
      throw header.mismatch(field + " from 1 to " + max, value);
    }
    return value;
  }

  long entriesPerTable() {
    return tableBytes / Long.BYTES;
  }

  private long directoryEntries() {
    long covered = entriesPerTable() * grainSize;
    return (sectors - 1) / covered + 1;
  }
}
