package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** A Huffman code whose code words follow from their lengths: shorter first, then by symbol. */
final class CanonicalCode {
  private static final int MAX_LENGTH = 16;

  private final int bits;

  /** For each value of the next bits: the symbol, and the length of its code word. */
  private final short[] symbols;

  private final byte[] lengths;

  private CanonicalCode(int bits) {
    this.bits = bits;
    this.symbols = new short[1 << bits];
    this.lengths = new byte[1 << bits];
  }

  /**
   * Builds a code.
   *
   * @param data names the error's place
   * @param codeLengths of the symbols, 0 for unused ones; all 0 for a code without symbols
   */
  static CanonicalCode of(Struct data, byte[] codeLengths, int count)
      throws MalformedImageException {
    int bits = 0;
    for (int i = 0; i < count; i++) {
      bits = Math.max(bits, codeLengths[i]);
    }
    if (bits > MAX_LENGTH) {
      throw data.malformed("code word of %d bits", bits);
    }
    CanonicalCode code = new CanonicalCode(bits);
    int entry = 0;
    for (int length = 1; length <= bits; length++) {
      int entries = 1 << (bits - length);
      for (int symbol = 0; symbol < count; symbol++) {
        if (codeLengths[symbol] == length) {
          if (entry > (1 << bits) - entries) {
            throw data.malformed("code words overlap");
          }
          for (int i = 0; i < entries; i++) {
            code.symbols[entry] = (short) symbol;
            code.lengths[entry++] = (byte) length;
          }
        }
      }
    }
    return code;
  }

  /** Decodes the next symbol. */
  int next(Struct data, WordBits stream) throws MalformedImageException {
    stream.ensure(bits);
    int entry = stream.peek(bits);
    int length = lengths[entry];
    if (length == 0) {
      throw data.malformed("a code word is not defined");
    }
    stream.skip(length);
    return symbols[entry];
  }
}
