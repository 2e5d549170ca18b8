package io.github.diskimagefs.codec;

/**
 * Bits of little-endian words of 16 bits, the highest bit first, as XPRESS and LZX store them.
 * Whole bytes may stand between the words. Zeros follow the end.
 */
final class WordBits {
  private final byte[] bytes;
  private int position;
  private int buffer;
  private int count;

  WordBits(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Loads words until at least {@code bits}, up to 16, are at hand. */
  void ensure(int bits) {
    while (count < bits) {
      int word = nextByte() | nextByte() << 8;
      buffer |= word << (16 - count);
      count += 16;
    }
  }

  /** Returns the next bits, up to 16, without taking them. */
  int peek(int bits) {
    return bits == 0 ? 0 : buffer >>> (32 - bits);
  }

  void skip(int bits) {
    buffer <<= bits;
    count -= bits;
  }

  /** Takes the next bits, up to 16. */
  int read(int bits) {
    ensure(bits);
    int value = peek(bits);
    skip(bits);
    return value;
  }

  /** Drops the bits of the current word; a whole word, if none of it was taken. */
  void align() {
    ensure(1);
    buffer = 0;
    count = 0;
  }

  /** Takes the byte after the words that were loaded. */
  int nextByte() {
    int value = position < bytes.length ? bytes[position] & 0xFF : 0;
    position++;
    return value;
  }

  /** Returns whether more was taken than there is. */
  boolean pastEnd() {
    return position - count / 8 > bytes.length + 2;
  }
}
