package io.github.diskimagefs.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A short form of images for the fuzzer: the number of sectors of 512 bytes in three bytes, then
 * each sector that is not empty, after its number in three bytes.
 */
final class Sectors {
  private static final int SIZE = 512;
  private static final int MAX_SECTORS = 6144;

  private Sectors() {}

  static byte[] pack(byte[] image) {
    int count = (image.length + SIZE - 1) / SIZE;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, count);
    byte[] whole = Arrays.copyOf(image, count * SIZE);
    for (int i = 0; i < count; i++) {
      byte[] sector = Arrays.copyOfRange(whole, i * SIZE, (i + 1) * SIZE);
      if (!Arrays.equals(sector, new byte[SIZE])) {
        number(out, i);
        out.writeBytes(sector);
      }
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int value) {
    out.write(value >> 16);
    out.write(value >> 8);
    out.write(value);
  }

  /** An image of whatever bytes, at most 3 MiB. */
  static byte[] unpack(byte[] packed) {
    if (packed.length < 3) {
      return packed;
    }
    int count = Math.min(MAX_SECTORS, number(packed, 0));
    byte[] image = new byte[count * SIZE];
    for (int at = 3; count > 0 && at + 3 < packed.length; at += 3 + SIZE) {
      int length = Math.min(SIZE, packed.length - at - 3);
      System.arraycopy(packed, at + 3, image, number(packed, at) % count * SIZE, length);
    }
    return image;
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
  }
}
