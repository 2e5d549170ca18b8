package io.github.diskimagefs.sector;

/**
 * Error correction code of a sector (ECMA-130 annex A): the bytes from 12 to 2075 form 43 columns
 * of 24 rows in each of two byte planes. P is a Reed-Solomon code (26,24) down each column, Q one
 * (45,43) along each diagonal of rows and P, over GF(2^8) with x^8 + x^4 + x^3 + x^2 + 1.
 *
 * <p>A code word corrects one byte of unknown place, or two whose places are known. P and Q take
 * turns until nothing is left to correct: what one cannot, the other may have made easy. Words that
 * P gave up name the places for Q, and the other way round.
 */
final class Ecc {
  private static final int COLUMNS = 43;
  private static final int ROWS = 24;
  private static final int DIAGONALS = 26;

  /** Where the protected bytes begin: the header. */
  private static final int FIRST = 12;

  private static final int Q = 2248;

  /** Offsets in the sector of each P word's bytes: data, then two of parity. */
  private static final short[][] P_WORDS = new short[2 * COLUMNS][];

  /** Offsets in the sector of each Q word's bytes. */
  private static final short[][] Q_WORDS = new short[2 * DIAGONALS][];

  private static final byte[] EXP = new byte[512];
  private static final int[] LOG = new int[256];

  static {
    int value = 1;
    for (int power = 0; power < 255; power++) {
      EXP[power] = (byte) value;
      EXP[power + 255] = (byte) value;
      LOG[value] = power;
      value = (value << 1) ^ (value < 128 ? 0 : 0x11D);
    }
    for (int word = 0; word < P_WORDS.length; word++) {
      short[] places = new short[ROWS + 2];
      for (int row = 0; row < places.length; row++) {
        places[row] = (short) (FIRST + row * 2 * COLUMNS + word);
      }
      P_WORDS[word] = places;
    }
    for (int word = 0; word < Q_WORDS.length; word++) {
      int plane = word % 2;
      int diagonal = word / 2;
      short[] places = new short[COLUMNS + 2];
      for (int i = 0; i < COLUMNS; i++) {
        int index = (COLUMNS + 1) * i + COLUMNS * diagonal;
        places[i] = (short) (FIRST + 2 * (index % (COLUMNS * DIAGONALS)) + plane);
      }
      places[COLUMNS] = (short) (Q + 2 * diagonal + plane);
      places[COLUMNS + 1] = (short) (Q + 2 * DIAGONALS + 2 * diagonal + plane);
      Q_WORDS[word] = places;
    }
  }

  private Ecc() {}

  /** Corrects errors in place; the error detection code shows the caller whether any are left. */
  static void correct(byte[] sector) {
    boolean[] doubted = new boolean[SectorLayout.RAW];
    for (int round = 0; round < 8; round++) {
      int fixed = pass(sector, P_WORDS, doubted) + pass(sector, Q_WORDS, doubted);
      if (fixed == 0) {
        return;
      }
    }
  }

  /** One turn of one code; then {@code doubted} holds the places of the words it gave up. */
  private static int pass(byte[] sector, short[][] words, boolean[] doubted) {
    boolean[] given = new boolean[SectorLayout.RAW];
    int fixed = 0;
    for (short[] word : words) {
      int s0 = 0;
      int s1 = 0;
      for (short place : word) {
        int value = sector[place] & 0xFF;
        s0 ^= value;
        s1 = times(s1, 1) ^ value;
      }
      if ((s0 | s1) == 0) {
        continue;
      }
      if (one(sector, word, s0, s1) || two(sector, word, s0, s1, doubted)) {
        fixed++;
      } else {
        for (short place : word) {
          given[place] = true;
        }
      }
    }
    System.arraycopy(given, 0, doubted, 0, given.length);
    return fixed;
  }

  /** One wrong byte: its value is s0, its place, counted from the end, the logarithm of s1/s0. */
  private static boolean one(byte[] sector, short[] word, int s0, int s1) {
    if (s0 == 0 || s1 == 0) {
      return false;
    }
    int fromEnd = Math.floorMod(LOG[s1] - LOG[s0], 255);
    if (fromEnd >= word.length) {
      return false;
    }
    sector[word[word.length - 1 - fromEnd]] ^= (byte) s0;
    return true;
  }

  /** Two wrong bytes in places that the other code doubts. */
  private static boolean two(byte[] sector, short[] word, int s0, int s1, boolean[] doubted) {
    int first = -1;
    int second = -1;
    for (int i = 0; i < word.length; i++) {
      if (doubted[word[i]]) {
        if (second >= 0) {
          return false;
        }
        second = first;
        first = i;
        if (second < 0) {
          continue;
        }
        int swap = first;
        first = second;
        second = swap;
      }
    }
    if (second < 0) {
      return false;
    }
    int a = word.length - 1 - first;
    int b = word.length - 1 - second;
    // e1 + e2 = s0 and e1 x^a + e2 x^b = s1
    int numerator = times(s0, b) ^ s1;
    int denominator = (EXP[a] ^ EXP[b]) & 0xFF;
    int e1 = numerator == 0 ? 0 : EXP[Math.floorMod(LOG[numerator] - LOG[denominator], 255)] & 0xFF;
    sector[word[first]] ^= (byte) e1;
    sector[word[second]] ^= (byte) (s0 ^ e1);
    return true;
  }

  private static int times(int value, int power) {
    return value == 0 ? 0 : EXP[LOG[value] + power] & 0xFF;
  }
}
