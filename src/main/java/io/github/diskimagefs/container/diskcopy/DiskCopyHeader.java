package io.github.diskimagefs.container.diskcopy;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/**
 * The header of an image by Disk Copy 4.2 (Apple II File Type Notes $E0/$0005). The disk's sectors
 * follow it, then their tags.
 *
 * @param name the disk's name
 * @param dataSize bytes of the sectors
 * @param tagSize bytes of the tags, 12 a sector or none
 * @param dataChecksum of the sectors
 * @param encoding how the disk is recorded
 */
record DiskCopyHeader(String name, long dataSize, long tagSize, long dataChecksum, int encoding) {
  static final int LENGTH = 84;
  private static final int PRIVATE = 0x0100;
  private static final int MAX_NAME_LENGTH = 63;
  private static final int MAX_TRAILING_BYTES = 512;
  private static final Charset ROMAN = Charset.forName("x-MacRoman");

  /** The header of a file; null if it has none: what it says must fit the file's length. */
  static DiskCopyHeader find(ByteSource file) throws IOException {
    if (file.size() < LENGTH) {
      return null;
    }
    Struct in = Struct.read("Disk Copy header", file, 0, LENGTH, ByteOrder.BIG_ENDIAN);
    int name = in.u8(0); //         diskName
    long data = in.u32(64); //      dataSize
    long tags = in.u32(68); //      tagSize
    long behind = file.size() - LENGTH - data - tags;
    boolean fits =
        in.u16(82) == PRIVATE
            && name <= MAX_NAME_LENGTH
            && data > 0
            && data % 512 == 0
            && (tags == 0 || tags == data / 512 * 12)
            && behind >= 0
            && behind < MAX_TRAILING_BYTES;
    return fits
        ? new DiskCopyHeader(
            in.text(1, name, ROMAN),
            data,
            tags,
            in.u32(72), //  dataChecksum
            in.u8(80)) //   diskFormat
        : null;
  }

  /** The encoding in words. */
  String format() {
    return switch (encoding) {
      case 0 -> "GCR, 400 KiB";
      case 1 -> "GCR, 800 KiB";
      case 2 -> "MFM, 720 KiB";
      case 3 -> "MFM, 1440 KiB";
      default -> Integer.toString(encoding);
    };
  }
}
