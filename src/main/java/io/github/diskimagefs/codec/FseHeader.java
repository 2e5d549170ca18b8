package io.github.diskimagefs.codec;

import java.io.IOException;

/**
 * Header of an entropy-coded block of LZFSE, plain ({@code bvx1}) or packed ({@code bvx2}). Reading
 * consumes it; the two payloads follow.
 */
final class FseHeader {
  static final int SYMBOLS_L = 20;
  static final int SYMBOLS_M = 20;
  static final int SYMBOLS_D = 64;
  private static final int SYMBOLS = SYMBOLS_L + SYMBOLS_M + SYMBOLS_D + 256;
  private static final int MAX_LITERALS = 40_000;
  private static final int MAX_MATCHES = 10_000;

  private int literals;
  private int matches;
  private int literalBytes;
  private int matchBytes;
  private int literalBits;
  private int matchBits;
  private final int[] literalStates = new int[4];
  private int stateL;
  private int stateM;
  private int stateD;
  private final int[] frequencies = new int[SYMBOLS];

  private FseHeader() {}

  static FseHeader readV1(LzInput input) throws IOException {
    input.need(772);
    FseHeader header = new FseHeader();
    header.literals = input.s32(12);
    header.matches = input.s32(16);
    header.literalBytes = input.s32(20);
    header.matchBytes = input.s32(24);
    header.literalBits = input.s32(28);
    for (int i = 0; i < 4; i++) {
      header.literalStates[i] = input.u16(32 + 2 * i);
    }
    header.matchBits = input.s32(40);
    header.stateL = input.u16(44);
    header.stateM = input.u16(46);
    header.stateD = input.u16(48);
    for (int i = 0; i < SYMBOLS; i++) {
      header.frequencies[i] = input.u16(50 + 2 * i);
    }
    header.check(input);
    input.skip(772);
    return header;
  }

  static FseHeader readV2(LzInput input) throws IOException {
    input.need(32);
    long first = input.s64(8);
    long second = input.s64(16);
    long third = input.s64(24);
    int size = (int) third;
    // 360 codes of at most 14 bits.
    if (size < 32 || size > 32 + SYMBOLS * 14 / 8) {
      throw input.mismatch(
          "a block header of 32 to " + (32 + SYMBOLS * 14 / 8) + " bytes",
          (size & 0xFFFF_FFFFL) + " bytes");
    }
    input.need(size);
    FseHeader header = new FseHeader();
    header.literals = field(first, 0, 20);
    header.literalBytes = field(first, 20, 20);
    header.matches = field(first, 40, 20);
    header.literalBits = field(first, 60, 3) - 7;
    for (int i = 0; i < 4; i++) {
      header.literalStates[i] = field(second, 10 * i, 10);
    }
    header.matchBytes = field(second, 40, 20);
    header.matchBits = field(second, 60, 3) - 7;
    header.stateL = field(third, 32, 10);
    header.stateM = field(third, 42, 10);
    header.stateD = field(third, 52, 10);
    header.unpack(input, size);
    header.check(input);
    input.skip(size);
    return header;
  }

  private static int field(long word, int shift, int bits) {
    return (int) (word >>> shift) & ((1 << bits) - 1);
  }

  /**
   * Unpacks frequencies from a prefix code, lowest bits first: {@code 00} is 0, {@code 10} 1,
   * {@code 001} 2, {@code 101} 3; {@code 011} starts 4 to 7 in five bits, {@code 0111} 8 to 23 in
   * eight, {@code 1111} 24 and up in fourteen.
   */
  private void unpack(LzInput input, int size) throws IOException {
    if (size == 32) {
      return;
    }
    int offset = 32;
    long bits = 0;
    int count = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      while (offset < size && count <= 48) {
        bits |= (long) input.u8(offset++) << count;
        count += 8;
      }
      int low = (int) bits;
      int used;
      int code = low & 31;
      switch (code & 3) {
        case 0 -> {
          used = 2;
          frequencies[i] = 0;
        }
        case 2 -> {
          used = 2;
          frequencies[i] = 1;
        }
        case 1 -> {
          used = 3;
          frequencies[i] = (code & 4) == 0 ? 2 : 3;
        }
        default -> {
          if ((code & 4) == 0) {
            used = 5;
            frequencies[i] = 4 + (code >> 3);
          } else if ((code & 8) == 0) {
            used = 8;
            frequencies[i] = 8 + ((low >> 4) & 0xF);
          } else {
            used = 14;
            frequencies[i] = 24 + ((low >> 4) & 0x3FF);
          }
        }
      }
      bits >>>= used;
      count -= used;
    }
    if (count < 0 || count >= 8 || offset != size) {
      throw input.malformed("frequency tables do not fill the header of %d bytes", size);
    }
  }

  private void check(LzInput input) throws IOException {
    boolean valid =
        within(literals, MAX_LITERALS)
            && within(matches, MAX_MATCHES)
            && within(literalBytes, 1 << 20)
            && within(matchBytes, 1 << 20)
            && within(literalBits + 7, 7)
            && within(matchBits + 7, 7)
            && stateL < FseBlock.STATES_L
            && stateM < FseBlock.STATES_M
            && stateD < FseBlock.STATES_D;
    for (int state : literalStates) {
      valid &= state < FseBlock.STATES_LITERAL;
    }
    if (!valid) {
      throw input.malformed(
          "a block header out of bounds: %d literals, %d matches", literals, matches);
    }
  }

  private static boolean within(int value, int max) {
    return value >= 0 && value <= max;
  }

  /** Returns the number of literals. */
  int literals() {
    return literals;
  }

  /** Returns the number of triples. */
  int matches() {
    return matches;
  }

  /** Returns the size of the payload of literals. */
  int literalBytes() {
    return literalBytes;
  }

  /** Returns the size of the payload of triples. */
  int matchBytes() {
    return matchBytes;
  }

  /** Returns minus the number of spare bits at the end of the payload of literals. */
  int literalBits() {
    return literalBits;
  }

  /** Returns minus the number of spare bits at the end of the payload of triples. */
  int matchBits() {
    return matchBits;
  }

  /** Returns the first states of the four literal decoders. */
  int[] literalStates() {
    return literalStates;
  }

  /** Returns the first state for L. */
  int stateL() {
    return stateL;
  }

  /** Returns the first state for M. */
  int stateM() {
    return stateM;
  }

  /** Returns the first state for D. */
  int stateD() {
    return stateD;
  }

  /** Returns the frequencies of the symbols of L, then those of M, D and the literals. */
  int[] frequencies() {
    return frequencies;
  }
}
