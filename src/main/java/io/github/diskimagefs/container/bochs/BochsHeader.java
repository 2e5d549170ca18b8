package io.github.diskimagefs.container.bochs;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a Bochs disk ({@code standard_header_t} and {@code redolog_specific_header_t} of
 * Bochs). Little-endian.
 *
 * @param catalogOffset offset of the catalog
 * @param bitmapSize bytes of an extent's bitmap, padded to whole sectors
 * @param extentSize bytes of an extent's sectors
 * @param dataOffset offset of the first extent
 * @param size of the disk in bytes
 */
record BochsHeader(
    long catalogOffset, long bitmapSize, int extentSize, long dataOffset, long size) {
  static final String MAGIC = "Bochs Virtual HD Image\0";
  static final int SECTOR_SIZE = 512;
  private static final int LENGTH = 512;
  private static final int TEXT_BYTES = 16;
  private static final int VERSION_1 = 0x10000;
  private static final int VERSION_2 = 0x20000;

  /** The size of an extent of the largest disks, 8 TB, is 8 MiB. */
  private static final int MAX_EXTENT_BYTES = 1 << 30;

  private static final int MAX_BITMAP_BYTES = 1 << 24;

  static BochsHeader read(ByteSource file) throws IOException {
    Struct in = Struct.read("Bochs header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    String type = text(in, 32);
    String subtype = text(in, 48);
    if (!type.equals("Redolog") || !subtype.equals("Growing")) {
      // The changes of a disk that the file does not name.
      throw new UnsupportedImageException("Bochs image of type " + type + ", " + subtype);
    }
    long version = in.u32(64);
    if (version != VERSION_1 && version != VERSION_2) {
      throw new UnsupportedImageException("Bochs image of version " + Long.toHexString(version));
    }
    long headerSize = in.u32(68);
    long entries = in.u32(72); //      catalog
    long bitmapBytes = in.u32(76); //  bitmap
    long extentSize = in.u32(80); //   extent
    long size = in.u64(version == VERSION_1 ? 84 : 88); // disk
    if (headerSize < LENGTH) {
      throw in.mismatch("a header of at least 512 bytes", headerSize);
    }
    if (extentSize < SECTOR_SIZE
        || extentSize > MAX_EXTENT_BYTES
        || Long.bitCount(extentSize) != 1) {
      throw in.mismatch("an extent, a power of 2 from 512 bytes to 1 GiB", extentSize);
    }
    long sectors = extentSize / SECTOR_SIZE;
    if (bitmapBytes > MAX_BITMAP_BYTES || bitmapBytes * Byte.SIZE < sectors) {
      throw in.mismatch("a bitmap with a bit for each of " + sectors + " sectors", bitmapBytes);
    }
    if (size > entries * extentSize) {
      throw in.malformed("%d bytes in %d extents of %d bytes", size, entries, extentSize);
    }
    long dataOffset = headerSize + entries * Integer.BYTES;
    if (dataOffset > file.size()) {
      throw in.malformed("catalog of %d entries, the file ends at byte %d", entries, file.size());
    }
    long bitmapSize = (bitmapBytes + SECTOR_SIZE - 1) / SECTOR_SIZE * SECTOR_SIZE;
    return new BochsHeader(headerSize, bitmapSize, (int) extentSize, dataOffset, size);
  }

  private static String text(Struct in, int offset) throws IOException {
    String padded = in.text(offset, TEXT_BYTES, StandardCharsets.ISO_8859_1);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }
}
