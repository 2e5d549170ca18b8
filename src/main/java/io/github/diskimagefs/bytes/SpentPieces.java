package io.github.diskimagefs.bytes;

/**
 * The last pieces that were read completely, so that they are not kept again if their chunk is
 * decoded for its other pieces. For one thread at a time.
 */
final class SpentPieces {
  private static final int MAX_PIECES = 1 << 14;

  private final int count;
  private long[] pieces = {0};

  /** Creates a list for a cache of so many bytes. */
  SpentPieces(long bound) {
    count = (int) Long.highestOneBit(Math.max(1, Math.min(MAX_PIECES, bound >> 10)));
  }

  /** Adds a piece; a former one may be forgotten. */
  void add(CacheEntry.Key piece) {
    if (pieces.length < count) {
      pieces = new long[count]; // not before the first piece: most caches of small images have none
    }
    long hash = hash(piece);
    pieces[slot(hash)] = hash;
  }

  void remove(CacheEntry.Key piece) {
    long hash = hash(piece);
    if (pieces[slot(hash)] == hash) {
      pieces[slot(hash)] = 0;
    }
  }

  boolean contains(CacheEntry.Key piece) {
    long hash = hash(piece);
    return pieces[slot(hash)] == hash;
  }

  private int slot(long hash) {
    return (int) (hash >>> 32) & (pieces.length - 1);
  }

  /** Returns a number that two pieces rarely have in common; a mistake only costs time. */
  private static long hash(CacheEntry.Key piece) {
    long mixed = (piece.index() + System.identityHashCode(piece.owner())) * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L | 1;
  }
}
