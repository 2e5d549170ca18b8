package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Decoder of LZX ([MS-PATCH] 2), in the form that WIM files and compressed files of Windows have:
 * chunks of up to 32 KiB, each decoded by itself.
 */
public final class Lzx {
  private static final int WINDOW = 32 << 10;
  private static final int SLOTS = 30;
  private static final int MAIN_SYMBOLS = 256 + 8 * SLOTS;
  private static final int LENGTH_SYMBOLS = 249;
  private static final int PRETREE_SYMBOLS = 20;
  private static final int ALIGNED_SYMBOLS = 8;
  private static final int MIN_MATCH = 2;

  private static final int VERBATIM = 1;
  private static final int ALIGNED = 2;
  private static final int UNCOMPRESSED = 3;

  /** Calls of x86 code were translated as in a file of this size. */
  private static final int TRANSLATION_SIZE = 12_000_000;

  private final Struct data;
  private final WordBits stream;
  private final byte[] target;
  private final byte[] mainLengths = new byte[MAIN_SYMBOLS];
  private final byte[] lengthLengths = new byte[LENGTH_SYMBOLS];
  private final int[] recent = {1, 1, 1};
  private int done;

  private Lzx(Struct data, byte[] target) {
    this.data = data;
    this.stream = new WordBits(data.bytes(), 0);
    this.target = target;
  }

  /**
   * Decodes a chunk.
   *
   * @param length bytes of the chunk when decoded, up to 32 KiB
   * @throws MalformedImageException if the data are damaged
   */
  public static byte[] decode(Struct data, int length) throws MalformedImageException {
    Lzx decoder = new Lzx(data, new byte[length]);
    while (decoder.done < length) {
      decoder.block();
    }
    if (decoder.stream.pastEnd()) {
      throw data.malformed("ends before its %d bytes", length);
    }
    decoder.translateCalls();
    return decoder.target;
  }

  private void block() throws MalformedImageException {
    int type = stream.read(3);
    int size = stream.read(1) == 1 ? WINDOW : stream.read(16);
    if (size == 0 || size > target.length - done || stream.pastEnd()) {
      if (size != WINDOW || stream.pastEnd()) {
        throw data.malformed("LZX block of %d bytes", size);
      }
      size = target.length - done; // the last chunk is shorter
    }
    switch (type) {
      case VERBATIM -> compressed(done + size, null);
      case ALIGNED -> {
        byte[] lengths = new byte[ALIGNED_SYMBOLS];
        for (int i = 0; i < ALIGNED_SYMBOLS; i++) {
          lengths[i] = (byte) stream.read(3);
        }
        compressed(done + size, CanonicalCode.of(data, lengths, ALIGNED_SYMBOLS));
      }
      case UNCOMPRESSED -> uncompressed(size);
      default -> throw data.malformed("LZX block type %d", type);
    }
  }

  private void uncompressed(int size) throws MalformedImageException {
    stream.align();
    for (int i = 0; i < recent.length; i++) {
      recent[i] =
          stream.nextByte()
              | stream.nextByte() << 8
              | stream.nextByte() << 16
              | stream.nextByte() << 24;
    }
    for (int end = done + size; done < end; done++) {
      target[done] = (byte) stream.nextByte();
    }
    if (size % 2 == 1) {
      stream.nextByte();
    }
    if (stream.pastEnd()) {
      throw data.malformed("LZX block is cut");
    }
  }

  private void compressed(int end, CanonicalCode aligned) throws MalformedImageException {
    readLengths(mainLengths, 0, 256);
    readLengths(mainLengths, 256, MAIN_SYMBOLS);
    readLengths(lengthLengths, 0, LENGTH_SYMBOLS);
    CanonicalCode main = CanonicalCode.of(data, mainLengths, MAIN_SYMBOLS);
    CanonicalCode lengths = CanonicalCode.of(data, lengthLengths, LENGTH_SYMBOLS);
    while (done < end) {
      int symbol = main.next(data, stream);
      if (symbol < 256) {
        target[done++] = (byte) symbol;
        continue;
      }
      int count = symbol & 7;
      count = MIN_MATCH + (count == 7 ? 7 + lengths.next(data, stream) : count);
      int offset = offset((symbol - 256) >> 3, aligned);
      if (offset <= 0 || offset > done || count > end - done || stream.pastEnd()) {
        throw data.malformed("match of %d bytes at distance %d", count, offset);
      }
      for (int last = done + count; done < last; done++) {
        target[done] = target[done - offset];
      }
    }
  }

  /** The first three slots stand for the offsets used last. */
  private int offset(int slot, CanonicalCode aligned) throws MalformedImageException {
    if (slot < 3) {
      int offset = recent[slot];
      recent[slot] = recent[0];
      recent[0] = offset;
      return offset;
    }
    int bits = slot < 4 ? 0 : slot / 2 - 1;
    int base = slot < 4 ? slot : (2 + slot % 2) << bits;
    int extra =
        aligned != null && bits >= 3
            ? stream.read(bits - 3) << 3 | aligned.next(data, stream)
            : stream.read(bits);
    recent[2] = recent[1];
    recent[1] = recent[0];
    recent[0] = base + extra - 2;
    return recent[0];
  }

  /** Lengths are stored as differences from those of the block before, by a code of their own. */
  private void readLengths(byte[] lengths, int start, int end) throws MalformedImageException {
    byte[] pretree = new byte[PRETREE_SYMBOLS];
    for (int i = 0; i < PRETREE_SYMBOLS; i++) {
      pretree[i] = (byte) stream.read(4);
    }
    CanonicalCode code = CanonicalCode.of(data, pretree, PRETREE_SYMBOLS);
    for (int i = start; i < end; ) {
      int symbol = code.next(data, stream);
      int run = 1;
      int length = 0;
      if (symbol == 17) {
        run = 4 + stream.read(4);
      } else if (symbol == 18) {
        run = 20 + stream.read(5);
      } else if (symbol == 19) {
        run = 4 + stream.read(1);
        length = difference(lengths[i], code.next(data, stream));
      } else {
        length = difference(lengths[i], symbol);
      }
      for (int last = Math.min(end, i + run); i < last; i++) {
        lengths[i] = (byte) length;
      }
    }
  }

  private int difference(int before, int symbol) throws MalformedImageException {
    if (symbol > 16) {
      throw data.malformed("LZX code length %d", symbol);
    }
    return (before - symbol + 17) % 17;
  }

  /** Absolute targets of calls become relative ones again. */
  private void translateCalls() {
    for (int i = 0; i < target.length - 10; i++) {
      if ((target[i] & 0xFF) != 0xE8) {
        continue;
      }
      int absolute =
          (target[i + 1] & 0xFF)
              | (target[i + 2] & 0xFF) << 8
              | (target[i + 3] & 0xFF) << 16
              | (target[i + 4] & 0xFF) << 24;
      int relative = absolute;
      if (absolute >= 0 && absolute < TRANSLATION_SIZE) {
        relative = absolute - i;
      } else if (absolute < 0 && absolute >= -i) {
        relative = absolute + TRANSLATION_SIZE;
      }
      for (int k = 0; k < 4; k++) {
        target[i + 1 + k] = (byte) (relative >> (8 * k));
      }
      i += 4;
    }
  }
}
