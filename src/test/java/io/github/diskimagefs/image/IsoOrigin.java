package io.github.diskimagefs.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves a plain ISO 9660 volume, without extensions, to a later place on a disc. */
public final class IsoOrigin {
  private static final int BLOCK = 2048;

  private IsoOrigin() {}

  /** Adds a number of blocks to the extent of each record. */
  public static byte[] move(byte[] iso, int blocks) {
    ByteBuffer image = ByteBuffer.wrap(iso.clone()).order(ByteOrder.LITTLE_ENDIAN);
    directory(image, image.getInt(16 * BLOCK + 158), image.getInt(16 * BLOCK + 166), blocks);
    record(image, 16 * BLOCK + 156, blocks);
    return image.array();
  }

  private static void directory(ByteBuffer image, int extent, int length, int blocks) {
    for (int offset = extent * BLOCK; offset < extent * BLOCK + length; ) {
      int size = image.get(offset) & 0xFF;
      if (size == 0) {
        offset = (offset / BLOCK + 1) * BLOCK;
        continue;
      }
      boolean folder = (image.get(offset + 25) & 2) != 0;
      boolean child = image.get(offset + 32) != 1 || image.get(offset + 33) > 1;
      if (folder && child) {
        directory(image, image.getInt(offset + 2), image.getInt(offset + 10), blocks);
      }
      record(image, offset, blocks);
      offset += size;
    }
  }

  private static void record(ByteBuffer image, int offset, int blocks) {
    int extent = image.getInt(offset + 2) + blocks;
    image.putInt(offset + 2, extent).putInt(offset + 6, Integer.reverseBytes(extent));
  }
}
