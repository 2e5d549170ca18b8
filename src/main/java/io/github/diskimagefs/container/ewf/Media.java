package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The acquired medium: the section {@code volume}, or {@code disk} of FTK Imager. EnCase has 1052
 * bytes, SMART 94 with the same fields at the start.
 *
 * @param type code of the kind of medium
 * @param chunkSectors sectors of a chunk
 * @param sectorSize in bytes
 * @param sectors their number
 * @param valid whether the checksum is right
 */
record Media(int type, int chunkSectors, int sectorSize, long sectors, boolean valid) {
  /** The length of SMART's, to which that of EnCase is longer. */
  private static final int SHORT_LENGTH = 94;

  private static final int LENGTH = 1052;

  private static final int MAX_SECTOR_BYTES = 64 << 10;

  /** EnCase writes 32 KiB, and lets its user choose up to 16 MiB. */
  private static final int MAX_CHUNK_BYTES = 4 << 20;

  private static final long MAX_BYTES = 1L << 60;

  static Media read(Section section, ByteSource segment) throws IOException {
    int length = section.length() >= LENGTH ? LENGTH : SHORT_LENGTH;
    Struct in = section.read(segment, length);
    long chunks = in.u32(4);
    long chunkSectors = in.u32(8);
    long sectorSize = in.u32(12);
    long sectors = length == LENGTH ? in.u64(16) : in.u32(16);
    if (sectorSize < 1 || sectorSize > MAX_SECTOR_BYTES) {
      throw in.mismatch("bytes per sector from 1 to " + MAX_SECTOR_BYTES, sectorSize);
    }
    if (chunkSectors < 1) {
      throw in.mismatch("sectors per chunk from 1", chunkSectors);
    }
    if (chunkSectors * sectorSize > MAX_CHUNK_BYTES) {
      throw new UnsupportedImageException(
          "EWF with chunks of " + chunkSectors * sectorSize + " bytes");
    }
    if (sectors == 0) {
      sectors = chunks * chunkSectors;
    }
    if (sectors > MAX_BYTES / sectorSize) {
      throw in.mismatch("sectors up to " + MAX_BYTES / sectorSize, sectors);
    }
    return new Media(in.u8(0), (int) chunkSectors, (int) sectorSize, sectors, Section.checked(in));
  }

  /** Returns the bytes of a chunk. */
  int chunkSize() {
    return chunkSectors * sectorSize;
  }

  /** Returns the bytes of the medium. */
  long size() {
    return sectors * sectorSize;
  }

  /** Returns the kind of medium in words. */
  String typeName() {
    return switch (type) {
      case 0 -> "removable disk";
      case 1 -> "fixed disk";
      case 3 -> "optical disc";
      case 0x0E -> "single files";
      case 0x10 -> "memory";
      default -> "type " + type;
    };
  }

  /** Throws if the image holds files in place of a medium. */
  Media requireMedium() throws UnsupportedImageException {
    if (type == 0x0E) {
      throw new UnsupportedImageException("EWF of single files (L01)");
    }
    return this;
  }
}
