package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The header of a hosted sparse extent (VMware Virtual Disk Format 5.0, "Hosted Sparse Extent
 * Header") or of an ESX one ("COWD"). Little-endian.
 *
 * @param tables the grains
 * @param descriptorOffset offset of the embedded descriptor in bytes, 0 for none
 * @param descriptorLength bytes of the embedded descriptor
 */
record SparseHeader(GrainTables tables, long descriptorOffset, long descriptorLength) {
  private static final String MAGIC = "KDMV";
  private static final String COWD_MAGIC = "COWD";
  private static final int LENGTH = 512;
  private static final int SECTOR_SIZE = GrainTables.SECTOR_SIZE;

  /** The grain directory's place is in a copy of the header, the footer. */
  private static final long AT_END = -1;

  /** From the start of the footer to the end of the file. */
  private static final int FOOTER_TO_END = 1024;

  private static final int USE_REDUNDANT_DIRECTORY = 1 << 1;
  private static final int ZEROED_GRAINS = 1 << 2;
  private static final int COMPRESSED = 1 << 16;
  private static final int MARKERS = 1 << 17;
  private static final int MAX_VERSION = 3;

  /** 16 MiB; VMware writes 64 KiB. */
  private static final int MAX_GRAIN_SECTORS = 1 << 15;

  /** VMware writes 512, ESX 4096. */
  private static final int MAX_TABLE_ENTRIES = 1 << 16;

  private static final int COWD_TABLE_ENTRIES = 4096;

  /** Keeps the size in bytes within 63 bits. */
  private static final long MAX_SECTORS = 1L << 52;

  static boolean probe(ByteSource file) throws IOException {
    if (file.size() < MAGIC.length()) {
      return false;
    }
    Struct magic = Struct.read("VMDK header", file, 0, MAGIC.length(), ByteOrder.LITTLE_ENDIAN);
    return magic.has(0, MAGIC) || magic.has(0, COWD_MAGIC);
  }

  static SparseHeader read(ByteSource file) throws IOException {
    Struct header = Struct.read("VMDK header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    if (header.has(0, COWD_MAGIC)) {
      return cowd(file, header);
    }
    if (!header.has(0, MAGIC)) {
      throw header.malformed("signature is neither KDMV nor COWD");
    }
    Struct main = header;
    if (header.s64(56) == AT_END) {
      main =
          Struct.read(
              "VMDK footer", file, file.size() - FOOTER_TO_END, LENGTH, ByteOrder.LITTLE_ENDIAN);
      if (!main.has(0, MAGIC)) {
        throw main.malformed("signature is not KDMV");
      }
    }
    return hosted(file, header, main);
  }

  private static SparseHeader hosted(ByteSource file, Struct header, Struct main)
      throws IOException {
    long version = main.u32(4);
    if (version < 1 || version > MAX_VERSION) {
      throw new UnsupportedImageException("VMDK sparse extent of version " + version);
    }
    int flags = main.s32(8);
    boolean compressed = (flags & COMPRESSED) != 0;
    if (compressed && main.u16(77) != 1) {
      throw new UnsupportedImageException("VMDK compression algorithm " + main.u16(77));
    }
    long directory = main.u64(56); //  gdOffset
    long redundant = main.u64(48); //  rgdOffset
    GrainTables tables =
        new GrainTables(
            checked(main, "capacity", main.u64(12), MAX_SECTORS),
            grainSize(main, main.u64(20)),
            (int) checked(main, "numGTEsPerGT", main.u32(44), MAX_TABLE_ENTRIES),
            0,
            (flags & ZEROED_GRAINS) != 0,
            compressed,
            (flags & MARKERS) != 0);
    boolean first = (flags & USE_REDUNDANT_DIRECTORY) == 0 || redundant == 0;
    long offset = directory(file, tables, first ? directory : redundant);
    if (offset < 0) {
      offset = directory(file, tables, first ? redundant : directory);
    }
    if (offset < 0) {
      throw main.malformed(
          "grain directory of %d entries at sector %d, the file ends at byte %d",
          tables.tables(), directory, file.size());
    }
    return new SparseHeader(
        at(tables, offset),
        bytes(header.u64(28)), //   descriptorOffset
        bytes(header.u64(36))); //  descriptorSize
  }

  /** Returns the offset of a grain directory in bytes; -1 if the file does not hold it. */
  private static long directory(ByteSource file, GrainTables tables, long sector) {
    long length = tables.tables() * Integer.BYTES;
    return sector > 0 && sector <= (file.size() - length) / SECTOR_SIZE && length <= file.size()
        ? sector * SECTOR_SIZE
        : -1;
  }

  private static GrainTables at(GrainTables tables, long directoryOffset) {
    return new GrainTables(
        tables.sectors(),
        tables.grainSize(),
        tables.entriesPerTable(),
        directoryOffset,
        tables.zeroedGrains(),
        tables.compressed(),
        tables.markers());
  }

  private static SparseHeader cowd(ByteSource file, Struct header) throws IOException {
    GrainTables tables =
        new GrainTables(
            header.u32(12), //             numSectors
            grainSize(header, header.u32(16)),
            COWD_TABLE_ENTRIES,
            header.u32(20) * SECTOR_SIZE, //  gdOffset
            false,
            false,
            false);
    if (directory(file, tables, header.u32(20)) < 0) {
      throw header.malformed(
          "grain directory of %d entries at sector %d, the file ends at byte %d",
          tables.tables(), header.u32(20), file.size());
    }
    return new SparseHeader(tables, 0, 0);
  }

  private static int grainSize(Struct struct, long sectors) throws MalformedImageException {
    checked(struct, "grainSize", sectors, MAX_GRAIN_SECTORS);
    if (Long.bitCount(sectors) != 1) {
      throw struct.mismatch("grainSize, a power of 2", sectors);
    }
    return (int) sectors;
  }

  private static long checked(Struct struct, String field, long value, long max)
      throws MalformedImageException {
    if (value < 1 || value > max) {
      throw struct.mismatch(field + " from 1 to " + max, value);
    }
    return value;
  }

  private static long bytes(long sectors) {
    return sectors > MAX_SECTORS ? -1 : sectors * SECTOR_SIZE;
  }

  /** Returns the embedded descriptor; null if there is none, or the file does not hold it. */
  VmdkDescriptor descriptor(ByteSource file) throws IOException {
    if (descriptorOffset <= 0
        || descriptorLength <= 0
        || descriptorLength > VmdkDescriptor.MAX_BYTES
        || descriptorOffset > file.size() - descriptorLength) {
      return null;
    }
    return VmdkDescriptor.read(file, descriptorOffset, descriptorLength);
  }
}
