package io.github.diskimagefs.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes mutations of one image, the same ones for the same seed: truncations, bit flips, block
 * swaps and fields that lie. Most of them hit blocks that look like structures, for those hold what
 * a parser believes.
 */
final class Mutations {
  private static final int BLOCK = 512;
  private static final long[] LIES = {
    0,
    1,
    2,
    0x7F,
    0xFF,
    0x7FFF,
    0xFFFF,
    Integer.MAX_VALUE,
    0x8000_0000L,
    0xFFFF_FFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1
  };

  private final byte[] image;
  private final Random random;
  private final List<Integer> structured = new ArrayList<>();

  Mutations(byte[] image, long seed) {
    this.image = image;
    this.random = new Random(seed);
    for (int block = 0; block * BLOCK < image.length; block++) {
      if (looksStructured(block * BLOCK, Math.min(image.length, (block + 1) * BLOCK))) {
        structured.add(block);
      }
    }
  }

  /** Some zeros and some not: content is mostly the one or the other. */
  private boolean looksStructured(int from, int to) {
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += image[i] == 0 ? 1 : 0;
    }
    return zeros != to - from && zeros > (to - from) / 16;
  }

  Mutation next() {
    if (image.length < 16) {
      return Mutation.cut(random.nextInt(image.length + 1));
    }
    int dice = random.nextInt(20);
    if (dice < 2) {
      return Mutation.cut(random.nextInt(image.length));
    }
    if (dice < 5) {
      int at = place(1);
      return Mutation.patch("bit", at, new byte[] {(byte) (image[at] ^ 1 << random.nextInt(8))});
    }
    if (dice < 6 && image.length > 2 * 2048) {
      int blocks = image.length / 2048;
      byte[] other = new byte[2048];
      System.arraycopy(image, random.nextInt(blocks) * 2048, other, 0, 2048);
      return repaired("block swapped", random.nextInt(blocks) * 2048, other);
    }
    return lie();
  }

  private Mutation lie() {
    int width = 1 << random.nextInt(4);
    int at = place(width);
    ByteBuffer bytes = ByteBuffer.allocate(8);
    boolean little = random.nextBoolean();
    bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long value = LIES[random.nextInt(LIES.length)];
    if (random.nextInt(3) == 0) {
      value = image.length / (random.nextBoolean() ? 1 : 2048) + (long) random.nextInt(3) - 1;
    }
    byte[] field = new byte[width];
    bytes.putLong(0, value);
    for (int i = 0; i < width; i++) {
      field[i] = bytes.get(little ? i : 8 - width + i);
    }
    return repaired("field of " + width + " says " + value, at, field);
  }

  private int place(int width) {
    int base =
        structured.isEmpty() || random.nextInt(8) == 0
            ? random.nextInt(image.length)
            : structured.get(random.nextInt(structured.size())) * BLOCK + random.nextInt(BLOCK);
    int aligned = base - base % Math.min(width, 2);
    return Math.max(0, Math.min(aligned, image.length - width));
  }

  /** A patch whose ECMA-167 descriptor, if it hits one, has right sums again. */
  private Mutation repaired(String name, int at, byte[] bytes) {
    for (int block : new int[] {2048, 512}) {
      int start = at - at % block;
      int tag = tagAt(start);
      if (tag == 0 || at + bytes.length > start + block || start + block > image.length) {
        continue;
      }
      byte[] whole = java.util.Arrays.copyOfRange(image, start, start + block);
      System.arraycopy(bytes, 0, whole, at - start, bytes.length);
      ByteBuffer view = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
      int length = view.getShort(10) & 0xFFFF;
      if (length <= block - 16) {
        view.putShort(8, (short) crc(whole, 16, length));
      }
      whole[4] = 0;
      for (int i = 0; i < 16; i++) {
        whole[4] += i == 4 ? 0 : whole[i];
      }
      return Mutation.patch(name + " (" + at + ", sums right)", start, whole);
    }
    return Mutation.patch(name, at, bytes);
  }

  /** The tag identifier of a sound descriptor (ECMA-167 3/7.2), else 0. */
  private int tagAt(int start) {
    if (start + 16 > image.length) {
      return 0;
    }
    byte sum = 0;
    for (int i = 0; i < 16; i++) {
      sum += i == 4 ? 0 : image[start + i];
    }
    int tag = (image[start] & 0xFF) | ((image[start + 1] & 0xFF) << 8);
    return sum == image[start + 4] && (tag <= 9 || (tag >= 256 && tag <= 266)) ? tag : 0;
  }

  private static int crc(byte[] bytes, int from, int length) {
    int crc = 0;
    for (int i = from; i < from + length; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
    }
    return crc & 0xFFFF;
  }
}
