package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Hash of a name as the trees of directories order them (dir_index). Names of encrypted directories
 * are shown with it.
 */
final class DirectoryHash {
  private static final int LEGACY = 0;
  private static final int HALF_MD4 = 1;
  private static final int TEA = 2;

  /** The same three with bytes taken as unsigned have 3, 4 and 5. */
  private static final int UNSIGNED = 3;

  private static final int FLAG_UNSIGNED = 2; // EXT2_FLAGS_UNSIGNED_HASH
  private static final int[] START = {0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476};
  private static final int GOLDEN = 0x9E37_79B9;
  private static final int SQRT_2 = 0x5A82_7999;
  private static final int SQRT_3 = 0x6ED9_EBA1;

  /** Stands for the end of a directory in positions, and is no hash. */
  private static final int END = 0x7FFF_FFFF << 1;

  private final int version;
  private final boolean signed;
  private final int[] start;

  private DirectoryHash(int version, boolean signed, int[] start) {
    this.version = version;
    this.signed = signed;
    this.start = start;
  }

  /** Returns the hash that a volume uses for new directories. */
  static DirectoryHash of(Superblock superblock) throws MalformedImageException {
    Struct struct = superblock.struct();
    int version = struct.u8(0xFC); // s_def_hash_version
    boolean signed = version < UNSIGNED && (struct.u32(0x160) & FLAG_UNSIGNED) == 0; // s_flags
    int[] start = START.clone();
    if (!struct.zero(0xEC, 16)) { // s_hash_seed
      for (int i = 0; i < start.length; i++) {
        start[i] = struct.s32(0xEC + 4 * i);
      }
    }
    return new DirectoryHash(version % UNSIGNED, signed, start);
  }

  /** Returns a hash with a seed; {@code version} is 0 legacy, 1 half MD4, 2 TEA. */
  static DirectoryHash of(int version, boolean signed, int... seed) {
    return new DirectoryHash(version, signed, seed);
  }

  /** Returns the hash of a name in the upper half, the minor hash in the lower. */
  long hash(byte[] name) {
    int[] state = start.clone();
    int[] block = new int[version == TEA ? 4 : 8];
    int hash;
    int minor;
    if (version == LEGACY) {
      hash = legacy(name);
      minor = 0;
    } else {
      for (int offset = 0; offset < name.length; offset += 4 * block.length) {
        fill(block, name, offset);
        if (version == TEA) {
          tea(state, block);
        } else {
          halfMd4(state, block);
        }
      }
      hash = state[version == HALF_MD4 ? 1 : 0];
      minor = state[version == HALF_MD4 ? 2 : 1];
    }
    hash &= ~1;
    if (hash == END) {
      hash = END - 2;
    }
    return (long) hash << 32 | minor & 0xFFFF_FFFFL;
  }

  private int at(byte[] name, int index) {
    return signed ? name[index] : name[index] & 0xFF;
  }

  private int legacy(byte[] name) {
    int last = 0x12A3_FE2D;
    int before = 0x37AB_E8F9;
    for (int i = 0; i < name.length; i++) {
      int hash = before + (last ^ at(name, i) * 7_152_373);
      if (hash < 0) {
        hash -= 0x7FFF_FFFF;
      }
      before = last;
      last = hash;
    }
    return last << 1;
  }

  /** Fills words with bytes, and what is left with the length of the rest. */
  private void fill(int[] words, byte[] name, int offset) {
    int left = name.length - offset;
    int padding = left | left << 8;
    padding |= padding << 16;
    for (int i = 0; i < words.length; i++) {
      int word = padding;
      for (int j = 4 * i; j < 4 * i + 4 && j < left; j++) {
        word = at(name, offset + j) + (word << 8);
      }
      words[i] = word;
    }
  }

  private static void tea(int[] state, int[] key) {
    int sum = 0;
    int x = state[0];
    int y = state[1];
    for (int round = 0; round < 16; round++) {
      sum += GOLDEN;
      x += (y << 4) + key[0] ^ y + sum ^ (y >>> 5) + key[1];
      y += (x << 4) + key[2] ^ x + sum ^ (x >>> 5) + key[3];
    }
    state[0] += x;
    state[1] += y;
  }

  /** Does three rounds of MD4 of eight words each. */
  private static void halfMd4(int[] state, int[] in) {
    int[] first = {0, 1, 2, 3, 4, 5, 6, 7};
    int[] second = {1, 3, 5, 7, 0, 2, 4, 6};
    int[] third = {3, 7, 2, 6, 1, 5, 0, 4};
    int[][] shifts = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    for (int i = 0; i < 24; i++) {
      int step = i % 8;
      int mixed;
      if (i < 8) {
        mixed = (d ^ b & (c ^ d)) + in[first[step]];
      } else if (i < 16) {
        mixed = (b & c) + ((b ^ c) & d) + in[second[step]] + SQRT_2;
      } else {
        mixed = (b ^ c ^ d) + in[third[step]] + SQRT_3;
      }
      int turned = Integer.rotateLeft(a + mixed, shifts[i / 8][step % 4]);
      a = d;
      d = c;
      c = b;
      b = turned;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
}
