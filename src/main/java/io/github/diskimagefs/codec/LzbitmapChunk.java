package io.github.diskimagefs.codec;

import java.io.IOException;

/**
 * Compressed chunk of LZBITMAP. Each bitmap gives eight bytes: a set bit takes the next byte of the
 * data, a clear one the byte one period back.
 *
 * <p>Offsets in the chunk: 6 periods, 9 further bitmaps, 12 operations (24 bits each), 15 the data;
 * the last 17 bytes hold twelve bitmaps of ten bits. An operation is four bits: 0 to 2 take the
 * next of the further bitmaps and a period of so many bytes, 3 to 14 one of the twelve, 15 repeats
 * the one before it.
 */
final class LzbitmapChunk {
  private static final int HEADER = 15;
  private static final int BITMAPS = 12;
  private static final int BITMAP_BYTES = 17;

  private final LzInput input;
  private final int length;
  private final int[] bitmaps = new int[BITMAPS];
  private int data = HEADER;
  private int periods;
  private int further;
  private int operation;
  private int period = 8;

  LzbitmapChunk(LzInput input, int length) throws IOException {
    this.input = input;
    this.length = length;
    if (length < HEADER + BITMAP_BYTES) {
      throw input.mismatch(
          "a compressed chunk of at least " + (HEADER + BITMAP_BYTES) + " bytes",
          length + " bytes");
    }
    periods = Lzbitmap.u24(input, 6);
    further = Lzbitmap.u24(input, 9);
    operation = 2 * Lzbitmap.u24(input, 12);
    for (int i = 0; i < BITMAPS; i++) {
      int bit = 10 * i;
      int offset = length - BITMAP_BYTES + bit / 8;
      int word = input.u8(offset) | input.u8(offset + 1) << 8;
      bitmaps[i] = (word >> (bit % 8)) & 0x3FF;
      if (bitmaps[i] >> 8 == 3) {
        throw input.malformed("a bitmap with a period of 3 bytes");
      }
    }
  }

  void decode(LzOutput output, int requested) throws IOException {
    int left = requested;
    while (left > 0) {
      int number = nibble();
      if (number == 15) {
        throw input.malformed("a repetition of nothing");
      }
      for (int repeat = repeats(left); repeat > 0 && left > 0; repeat--) {
        int bitmap;
        if (number < 3) {
          bitmap = number << 8 | u8(further++);
        } else {
          bitmap = bitmaps[number - 3];
        }
        left -= apply(bitmap, output, Math.min(8, left));
      }
    }
  }

  /** Reads a repeat count: 15, then its excess over 4 as nibbles of 15 and a last one below. */
  private int repeats(int left) throws IOException {
    if (left <= 8) {
      return 1;
    }
    int mark = operation;
    if (nibble() != 15) {
      operation = mark;
      return 1;
    }
    int count = 4;
    int more;
    do {
      more = nibble();
      count += more;
    } while (more == 15);
    return count;
  }

  private int apply(int bitmap, LzOutput output, int count) throws IOException {
    int periodBytes = bitmap >> 8;
    if (periodBytes > 0) {
      period = u8(periods++);
      if (periodBytes == 2) {
        period |= u8(periods++) << 8;
      }
    }
    for (int i = 0; i < count; i++) {
      if ((bitmap >> i & 1) != 0) {
        u8(data);
        output.put(input.bytes(), input.offset() + data++, 1);
      } else if (period == 0 || period > output.history()) {
        throw input.malformed("a byte %d back, with %d there", period, output.history());
      } else {
        output.match(period, 1);
      }
    }
    return count;
  }

  private int nibble() throws IOException {
    int value = u8(operation >> 1) >> (operation % 2 * 4) & 0xF;
    operation++;
    return value;
  }

  private int u8(int offset) throws IOException {
    if (offset < 0 || offset >= length) {
      throw input.malformed("a chunk of %d bytes uses byte %d", length, offset);
    }
    return input.u8(offset);
  }
}
