package io.github.diskimagefs.container.diskcopy;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/**
 * Header of an image by Disk Copy 4.2 (Apple II File Type Notes $E0/$0005). The sectors of the disk
 * follow it, then their tags.
 *
 * @param name name of the disk
 * @param dataSize bytes of the sectors
 * @param tagSize bytes of the tags, 12 for each sector or none
 * @param dataChecksum checksum of the sectors
 * @param encoding recording of the disk, by Apple's number
 */
record DiskCopyHeader(String name, long dataSize, long tagSize, long dataChecksum, int encoding) {
  static final int LENGTH = 84;
  private static final int PRIVATE = 0x0100;
  private static final int MAX_NAME_LENGTH = 63;
  private static final int MAX_TRAILING_BYTES = 512;
  private static final Charset ROMAN = Charset.forName("x-MacRoman");

  /** Returns the header of a file; null if it has none: its sizes must fit the file's length. */
  static DiskCopyHeader find(ByteSource file) throws IOException {
    if (file.size() < LENGTH) {
      return null;
    }
    Struct in = Struct.read("Disk Copy header", file, 0, LENGTH, ByteOrder.BIG_ENDIAN);
    int name = in.u8(0); //         diskName
    long data = in.u32(64); //      dataSize
    long tags = in.u32(68); //      tagSize
    long trailing = file.size() - LENGTH - data - tags;
    boolean fits =
        in.u16(82) == PRIVATE
            && name <= MAX_NAME_LENGTH
            && data > 0
            && data % 512 == 0
            && (tags == 0 || tags == data / 512 * 12)
            && trailing >= 0
            && trailing < MAX_TRAILING_BYTES;
    return fits
        ? new DiskCopyHeader(
            in.text(1, name, ROMAN),
            data,
            tags,
            in.u32(72), //  dataChecksum
            in.u8(80)) //   diskFormat
        : null;
  }

  /** Returns the recording of the disk, for descriptions. */
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
