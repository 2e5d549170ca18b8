package io.github.diskimagefs.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash XXH64 with seed 0 (xxHash specification, "XXH64 Algorithm Description"). */
final class XxHash64 extends StripedHash {
  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
  private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
  private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;
  private static final long PRIME_5 = 0x27D4_EB2F_1656_67C5L;

  private static final int STRIPE = 32;

  private long a;
  private long b = PRIME_2;
  private long c;
  private long d = -PRIME_1;

  /** Starts a hash. */
  XxHash64() {
    super(STRIPE);
    a = PRIME_1;
    a += PRIME_2; // modulo 2^64, as all sums here
  }

  /** Returns the hash of a part of an array. */
  static long hash(byte[] bytes, int start, int end) {
    XxHash64 hash = new XxHash64();
    hash.update(bytes, start, end);
    return hash.value();
  }

  @Override
  int stripes(byte[] bytes, int start, int end) {
    long first = a;
    long second = b;
    long third = c;
    long fourth = d;
    int position = start;
    for (; position <= end - STRIPE; position += STRIPE) {
      first = round(first, (long) LE64.get(bytes, position));
      second = round(second, (long) LE64.get(bytes, position + 8));
      third = round(third, (long) LE64.get(bytes, position + 16));
      fourth = round(fourth, (long) LE64.get(bytes, position + 24));
    }
    a = first;
    b = second;
    c = third;
    d = fourth;
    return position;
  }

  /** Returns the hash of the bytes added so far. */
  long value() {
    long hash = PRIME_5;
    if (striped()) {
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    }
    hash += total();
    byte[] rest = rest();
    int held = held();
    int position = 0;
    for (; position <= held - 8; position += 8) {
      hash ^= round(0, (long) LE64.get(rest, position));
      hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    }
    if (position <= held - 4) {
      hash ^= ((int) LE32.get(rest, position) & 0xFFFF_FFFFL) * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      position += 4;
    }
    for (; position < held; position++) {
      hash ^= (rest[position] & 0xFF) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 33) * PRIME_2;
    hash = (hash ^ hash >>> 29) * PRIME_3;
    return hash ^ hash >>> 32;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }
}
