package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A disk of the Apple IIgs after a 2IMG header. */
public final class TwoImgImage {
  /** Bytes before the blocks. */
  public static final int HEADER = 64;

  private TwoImgImage() {}

  /** An image of a disk of whole sectors, in the order of ProDOS. */
  public static byte[] of(byte[] disk) {
    ByteBuffer image = ByteBuffer.allocate(HEADER + disk.length + 7);
    image.order(ByteOrder.LITTLE_ENDIAN).put("2IMGtest".getBytes(US_ASCII));
    image.putShort((short) HEADER).putShort((short) 1).putInt(1).putInt(0);
    image.putInt(disk.length / 512).putInt(HEADER).putInt(disk.length);
    image.putInt(HEADER + disk.length).putInt(7);
    return image.put(HEADER, disk).put(HEADER + disk.length, "comment".getBytes(US_ASCII)).array();
  }
}
