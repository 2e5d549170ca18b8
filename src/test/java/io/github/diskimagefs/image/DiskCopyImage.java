package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A floppy disk as Disk Copy 4.2 stores it. */
public final class DiskCopyImage {
  /** Bytes before the sectors. */
  public static final int HEADER = 84;

  private static final int TAG = 12;

  private DiskCopyImage() {}

  /** An image with tags or without; sectors have 512 bytes. */
  public static byte[] of(byte[] sectors, boolean tags) {
    int tagSize = tags ? sectors.length / 512 * TAG : 0;
    byte[] image = new byte[HEADER + sectors.length + tagSize];
    ByteBuffer bytes = ByteBuffer.wrap(image);
    bytes.put((byte) 4).put("Disk".getBytes(US_ASCII));
    bytes.putInt(64, sectors.length).putInt(68, tagSize).put(HEADER, sectors);
    int sum = 0;
    for (int i = 0; i < sectors.length; i += 2) {
      sum = Integer.rotateRight(sum + bytes.getChar(HEADER + i), 1);
    }
    bytes.putInt(72, sum).put(80, (byte) 1).put(81, (byte) 0x22).putShort(82, (short) 0x100);
    return image;
  }
}
