package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Encodes a Macintosh file of two forks: {@code MacFile.named("a").data(d).macBinary(2)}. */
public final class MacFile {
  private static final int BLOCK = 128;

  private final String name;
  private byte[] data = {};
  private byte[] resource = {};

  private MacFile(String name) {
    this.name = name;
  }

  /** A file without content. */
  public static MacFile named(String name) {
    return new MacFile(name);
  }

  /** The data fork. */
  public MacFile data(byte[] bytes) {
    data = bytes;
    return this;
  }

  /** The resource fork. */
  public MacFile resource(byte[] bytes) {
    resource = bytes;
    return this;
  }

  /** Version 1 has no CRC, version 2 one and here a secondary header, version 3 a signature. */
  public byte[] macBinary(int version) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(1, (byte) name.length()).put(2, name.getBytes(US_ASCII));
    header.put(65, "dImgdCpy".getBytes(US_ASCII));
    header.putInt(83, data.length).putInt(87, resource.length);
    if (version > 1) {
      header.putShort(120, (short) (version == 2 ? 1 : 0)).put(122, (byte) 0x81);
      if (version == 3) {
        header.put(102, "mBIN".getBytes(US_ASCII)).put(122, (byte) 0x82);
      }
      header.putShort(124, (short) crc(Arrays.copyOf(header.array(), 124)));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.array());
    if (version == 2) {
      file.writeBytes(new byte[BLOCK]);
    }
    for (byte[] fork : new byte[][] {data, resource}) {
      file.writeBytes(Arrays.copyOf(fork, (fork.length + BLOCK - 1) / BLOCK * BLOCK));
    }
    return file.toByteArray();
  }

  private static int crc(byte[] bytes) {
    int crc = 0;
    for (byte next : bytes) {
      crc ^= (next & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }

  /** Both forks in one file. */
  public byte[] appleSingle() {
    return entries(0x00051600, new int[] {2, 1}, new byte[][] {resource, data});
  }

  /** The resource fork alone, for the file {@code ._NAME} beside the data fork. */
  public byte[] appleDouble() {
    return entries(0x00051607, new int[] {9, 2}, new byte[][] {new byte[32], resource});
  }

  private static byte[] entries(int signature, int[] ids, byte[][] contents) {
    int offset = 26 + 12 * ids.length;
    ByteBuffer file = ByteBuffer.allocate(offset + contents[0].length + contents[1].length);
    file.putInt(signature).putInt(0x00020000).position(24).putShort((short) ids.length);
    for (int i = 0; i < ids.length; i++) {
      file.putInt(26 + 12 * i, ids[i]).putInt(30 + 12 * i, offset);
      file.putInt(34 + 12 * i, contents[i].length).put(offset, contents[i]);
      offset += contents[i].length;
    }
    return file.array();
  }

  /** A resource fork with one resource. */
  public static byte[] resourceFork(String type, byte[] content) {
    int dataAt = 256;
    int mapAt = dataAt + 4 + content.length;
    ByteBuffer fork = ByteBuffer.allocate(mapAt + 28 + 2 + 8 + 12);
    fork.putInt(dataAt).putInt(mapAt).putInt(4 + content.length).putInt(50);
    fork.putInt(dataAt, content.length).put(dataAt + 4, content);
    fork.putShort(mapAt + 24, (short) 28).putShort(mapAt + 26, (short) 50);
    fork.put(mapAt + 30, type.getBytes(US_ASCII));
    fork.putShort(mapAt + 36, (short) 10).putShort(mapAt + 38, (short) 128);
    return fork.putShort(mapAt + 40, (short) -1).array();
  }
}
