package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DeflaterOutputStream;

/** Files compressed by zisofs, in blocks of 32 KiB. */
public final class ZisofsFile {
  /** Binary logarithm of the block size. */
  public static final int SHIFT = 15;

  private static final int BLOCK = 1 << SHIFT;

  private ZisofsFile() {}

  /** Returns the bytes of the header. */
  public static int headerSize(int version) {
    return version == 1 ? 16 : 24;
  }

  /** Compresses data; a block of zeros has no data. */
  public static byte[] pack(byte[] data, int version) {
    int header = headerSize(version);
    int pointer = version == 1 ? 4 : 8;
    int blocks = (data.length + BLOCK - 1) / BLOCK;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteBuffer head =
        ByteBuffer.allocate(header + (blocks + 1) * pointer).order(ByteOrder.BIG_ENDIAN);
    head.putLong(version == 1 ? 0x37E45396C9DBD607L : 0xEF2255A1BC1B95A0L);
    head.order(ByteOrder.LITTLE_ENDIAN).position(header);
    for (int i = 0; i <= blocks; i++) {
      int at = head.capacity() + packed.size();
      if (version == 1) {
        head.putInt(at);
      } else {
        head.putLong(at);
      }
      if (i < blocks) {
        deflate(data, i * BLOCK, Math.min(BLOCK, data.length - i * BLOCK), packed);
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.array());
    all.writeBytes(packed.toByteArray());
    return all.toByteArray();
  }

  private static void deflate(byte[] data, int start, int length, ByteArrayOutputStream packed) {
    boolean zero = true;
    for (int i = start; zero && i < start + length; i++) {
      zero = data[i] == 0;
    }
    if (!zero) {
      try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
        out.write(data, start, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
