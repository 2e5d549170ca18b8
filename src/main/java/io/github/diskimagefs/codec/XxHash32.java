package io.github.diskimagefs.codec;

/** The hash XXH32 with seed 0 (xxHash specification, "XXH32 Algorithm Description"). */
final class XxHash32 extends StripedHash {
  private static final int STRIPE = 16;
  private static final int PRIME_1 = 0x9E37_79B1;
  private static final int PRIME_2 = 0x85EB_CA77;
  private static final int PRIME_3 = 0xC2B2_AE3D;
  private static final int PRIME_4 = 0x27D4_EB2F;
  private static final int PRIME_5 = 0x1656_67B1;

  private int a;
  private int b = PRIME_2;
  private int c;
  private int d = -PRIME_1;

  /** Starts a hash. */
  XxHash32() {
    super(STRIPE);
    a = PRIME_1;
    a += PRIME_2; // modulo 2^32, as all sums here
  }

  /** Returns the hash of a part of an array. */
  static int hash(byte[] bytes, int start, int end) {
    XxHash32 hash = new XxHash32();
    hash.update(bytes, start, end);
    return hash.value();
  }

  @Override
  int stripes(byte[] bytes, int start, int end) {
    int position = start;
    for (; position <= end - STRIPE; position += STRIPE) {
      a = round(a, (int) LE32.get(bytes, position));
      b = round(b, (int) LE32.get(bytes, position + 4));
      c = round(c, (int) LE32.get(bytes, position + 8));
      d = round(d, (int) LE32.get(bytes, position + 12));
    }
    return position;
  }

  /** Returns the hash of the bytes added so far. */
  int value() {
    int hash = PRIME_5;
    if (striped()) {
      hash =
          Integer.rotateLeft(a, 1)
              + Integer.rotateLeft(b, 7)
              + Integer.rotateLeft(c, 12)
              + Integer.rotateLeft(d, 18);
    }
    hash += (int) total();
    byte[] rest = rest();
    int held = held();
    int position = 0;
    for (; position <= held - 4; position += 4) {
      hash += (int) LE32.get(rest, position) * PRIME_3;
      hash = Integer.rotateLeft(hash, 17) * PRIME_4;
    }
    for (; position < held; position++) {
      hash += (rest[position] & 0xFF) * PRIME_5;
      hash = Integer.rotateLeft(hash, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 15) * PRIME_2;
    hash = (hash ^ hash >>> 13) * PRIME_3;
    return hash ^ hash >>> 16;
  }

  private static int round(int lane, int input) {
    return Integer.rotateLeft(lane + input * PRIME_2, 13) * PRIME_1;
  }
}
