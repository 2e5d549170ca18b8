package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.UnsupportedImageException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Records of blocks, numbered in the order they were added in, and found by their block. */
final class BlockRecords {
  private static final int INDEX_BITS = 20;

  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  /** A journal of 4 GiB at 4096 bytes a block; less if the heap is small: 24 bytes each. */
  private static final int MAX_RECORDS =
      (int) Math.min(1 << INDEX_BITS, Runtime.getRuntime().maxMemory() / 128);

  /** Block numbers have 48 bits; 44 are 64 PiB at 4096 bytes a block. */
  private static final long MAX_BLOCK = 1L << 44;

  private long[] keys = new long[16];
  private int count;

  /** Adds a record and returns its number. */
  int add(long block) throws UnsupportedImageException {
    if (count == MAX_RECORDS || block >= MAX_BLOCK) {
      throw new UnsupportedImageException(
          "ext4 journal of more than " + MAX_RECORDS + " blocks to be replayed");
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
    }
    keys[count] = block << INDEX_BITS | count;
    return count++;
  }

  int count() {
    return count;
  }

  /** Drops the records from a number on. */
  void truncate(int size) {
    count = size;
  }

  /** Ends adding: records can be found from now on. */
  void sort() {
    Arrays.sort(keys, 0, count);
  }

  /** Returns the number of a block's last record; -1 if it has none. */
  int last(long block) {
    int place = lastPlace(block);
    return place >= 0 && block(place) == block ? record(place) : -1;
  }

  /** Returns the place, in the order of blocks, of the last record up to a block; -1 if none. */
  int lastPlace(long block) {
    int found = Arrays.binarySearch(keys, 0, count, (block + 1) << INDEX_BITS);
    return (found < 0 ? -found - 1 : found) - 1;
  }

  /** Returns the block of the record at a place. */
  long block(int place) {
    return keys[place] >>> INDEX_BITS;
  }

  /** Returns the number of the record at a place. */
  int record(int place) {
    return (int) keys[place] & INDEX_MASK;
  }

  /** Keeps the records at some places only. */
  void retain(IntPredicate places) {
    int kept = 0;
    for (int place = 0; place < count; place++) {
      if (places.test(place)) {
        keys[kept++] = keys[place];
      }
    }
    count = kept;
  }
}
