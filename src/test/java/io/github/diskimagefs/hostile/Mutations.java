package io.github.diskimagefs.hostile;

import io.github.diskimagefs.image.CountingHost.Read;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes mutations of one image, the same ones for the same seed: truncations, bit flips, block
 * swaps and wrong fields, one or several at once. Most of them change bytes that are read when the
 * image is opened and listed, because parsers interpret these.
 */
final class Mutations {
  private static final int BLOCK = 512;

  /** Of a large image some are looked at. */
  private static final int MAX_BLOCKS = 1 << 16;

  /** Maximum length of a read whose bytes are parsed; most longer ones are read-ahead. */
  private static final int PARSED = 8192;

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

  private final Original image;
  private final Random random;
  private final Sums sums;
  private final BlockTables tables;
  private final List<Read> read;
  private final List<Integer> structured = new ArrayList<>();

  /** Of an image of which some was read to list it. */
  Mutations(Original image, List<Read> reads, long seed) {
    this.image = image;
    this.random = new Random(seed);
    this.sums = new Sums(image);
    this.tables = new BlockTables(image);
    this.read =
        reads.stream()
            .filter(part -> part.length() > 0 && part.length() <= PARSED)
            .filter(part -> part.position() + part.length() <= image.length())
            .distinct()
            .toList();
    int blocks = (image.length() + BLOCK - 1) / BLOCK;
    for (int block = 0; block < blocks; block += 1 + blocks / MAX_BLOCKS) {
      if (looksStructured(block * BLOCK, Math.min(image.length(), (block + 1) * BLOCK))) {
        structured.add(block);
      }
    }
  }

  /** Some zeros and some not: content is mostly the one or the other. */
  private boolean looksStructured(int from, int to) {
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += image.at(i) == 0 ? 1 : 0;
    }
    return zeros != to - from && zeros > (to - from) / 16;
  }

  Mutation next() {
    if (image.length() < 16) {
      return Mutation.cut(random.nextInt(image.length() + 1));
    }
    int dice = random.nextInt(20);
    if (dice < 2) {
      return Mutation.cut(border());
    }
    int count = dice < 14 ? 1 : 1 + random.nextInt(4);
    List<Mutation> several = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      several.add(one());
    }
    if (count > 2 && random.nextInt(8) == 0) {
      several.add(Mutation.cut(border()));
    }
    Mutation mutation = count == 1 ? several.get(0) : Mutation.all(several);
    return random.nextInt(8) == 0 ? mutation : mutation.and(sums.repair(mutation.patches()));
  }

  private Mutation one() {
    int dice = random.nextInt(18);
    if (dice < 3) {
      int at = place(1);
      return Mutation.patch("bit", at, new byte[] {(byte) (image.at(at) ^ 1 << random.nextInt(8))});
    }
    if (dice < 4 && image.length() > 2 * 2048) {
      int blocks = image.length() / 2048;
      byte[] other = image.copy(random.nextInt(blocks) * 2048, 2048);
      return Mutation.patch("block swapped", random.nextInt(blocks) * 2048, other);
    }
    if (dice < 6 && tables.present()) {
      return tables.mutation(random, this::wrongValue);
    }
    if (dice < 7) {
      byte[] noise = new byte[1 + random.nextInt(24)];
      random.nextBytes(noise);
      return Mutation.patch("noise", place(noise.length), fit(noise));
    }
    byte[] field = fit(wrongValue(1 << random.nextInt(4)));
    int at = place(field.length);
    return Mutation.patch("field " + java.util.HexFormat.of().formatHex(field), at, field);
  }

  private byte[] fit(byte[] bytes) {
    return bytes.length <= image.length() ? bytes : java.util.Arrays.copyOf(bytes, image.length());
  }

  /** A value that a field of that many bytes should not have. */
  private byte[] wrongValue(int width) {
    boolean little = random.nextBoolean();
    long value = LIES[random.nextInt(LIES.length)];
    int dice = random.nextInt(6);
    if (dice < 2) {
      value = image.length() / (dice == 0 ? 1 : 2048) + (long) random.nextInt(3) - 1;
    } else if (dice == 2) {
      value = random.nextInt(1 + image.length() / 512); // a place that exists: loops
    }
    ByteBuffer bytes = ByteBuffer.allocate(8);
    bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).putLong(0, value);
    byte[] field = new byte[width];
    bytes.get(little ? 0 : 8 - width, field);
    return field;
  }

  /** Where the file may end: anywhere, or where something begins or ends. */
  private int border() {
    int at = random.nextInt(image.length());
    int dice = random.nextInt(3);
    if (dice == 0) {
      int unit = new int[] {512, 2048, 2352}[random.nextInt(3)];
      at -= at % unit;
    } else if (dice == 1 && !read.isEmpty()) {
      Read part = read.get(random.nextInt(read.size()));
      at = (int) part.position() + (random.nextBoolean() ? part.length() : 0);
    }
    return Math.max(0, Math.min(image.length() - 1, at + random.nextInt(3) - 1));
  }

  private int place(int width) {
    int dice = random.nextInt(8);
    int base = random.nextInt(image.length());
    if (dice < 5 && !read.isEmpty()) {
      base = inUse(read.get(random.nextInt(read.size())));
    } else if (dice < 7 && !structured.isEmpty()) {
      base = structured.get(random.nextInt(structured.size())) * BLOCK + random.nextInt(BLOCK);
    }
    int aligned = base - base % Math.min(width, 2);
    return Math.max(0, Math.min(aligned, image.length() - width));
  }

  /** Returns a byte that was read, preferably not one of the zeros at the end of the read. */
  private int inUse(Read part) {
    int at = (int) part.position() + random.nextInt(part.length());
    for (int tries = 0; tries < 4 && image.at(at) == 0; tries++) {
      at = (int) part.position() + random.nextInt(part.length());
    }
    return at;
  }
}
