package io.github.diskimagefs.volume;

/**
 * A hash of names: the sum of their characters, each times a factor of its own (multilinear
 * hashing, Lemire and Kaser 2014). The factors follow from a seed, without which two names of one
 * hash cannot be found, and no character waits for the product of the one before.
 */
final class NameHash {
  /** Characters of a name that have a factor of their own. */
  private static final int FACTORS = 256;

  /** Odd, and near 2^64 divided by the golden ratio, as in splitmix64. */
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  private final long[] factors = new long[FACTORS];

  NameHash(long seed) {
    for (int i = 0; i < FACTORS; i++) {
      factors[i] = mix(seed + (i + 1) * STEP);
    }
  }

  /** Returns the output of splitmix64. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Returns the hash of a name, whose upper half is the more random one. */
  long of(String name) {
    long hash = 0;
    for (int start = 0; start < name.length(); start += FACTORS) {
      int count = Math.min(FACTORS, name.length() - start);
      hash = mix(hash);
      for (int i = 0; i < count; i++) {
        // Plus 1, so that a NUL at the end counts.
        hash += factors[i] * (name.charAt(start + i) + 1L);
      }
    }
    return hash;
  }
}
