package io.github.diskimagefs.bytes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A chunk or piece in a {@link ChunkCache}. */
final class CacheEntry {
  private static final AtomicIntegerFieldUpdater<CacheEntry> PINS =
      AtomicIntegerFieldUpdater.newUpdater(CacheEntry.class, "pins");

  private static final int RETIRED = -1;

  /** Whose, by identity, and which. */
  record Key(Object owner, long index) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.owner == owner && key.index == index;
    }

    @Override
    public int hashCode() {
      // Runs and pieces in the halves of the index would cancel each other out.
      return System.identityHashCode(owner) * 31 + Long.hashCode(index * 0x9E3779B97F4A7C15L);
    }
  }

  /** A line of entries; each stands in one at the most. Guarded by the cache. */
  static final class Line {
    private CacheEntry first;
    private CacheEntry last;

    void add(CacheEntry entry) {
      entry.line = this;
      entry.before = last;
      if (last == null) {
        first = entry;
      } else {
        last.after = entry;
      }
      last = entry;
    }

    /** Takes the first out; null if there is none. */
    CacheEntry poll() {
      CacheEntry entry = first;
      if (entry != null) {
        remove(entry);
      }
      return entry;
    }

    void remove(CacheEntry entry) {
      if (entry.before == null) {
        first = entry.after;
      } else {
        entry.before.after = entry.after;
      }
      if (entry.after == null) {
        last = entry.before;
      } else {
        entry.after.before = entry.before;
      }
      entry.before = null;
      entry.after = null;
      entry.line = null;
    }
  }

  final Key key;
  final CompletableFuture<byte[]> bytes;

  /** Whether nobody has the array but the cache, and readers while they hold a pin. */
  final boolean piece;

  /** Since it was last passed over. Races do no harm. */
  volatile boolean used;

  /** Bytes that readers took out. Races do no harm. */
  int taken;

  Line line;
  private CacheEntry before;
  private CacheEntry after;
  private volatile int pins;

  private CacheEntry(Key key, CompletableFuture<byte[]> bytes, boolean piece) {
    this.key = key;
    this.bytes = bytes;
    this.piece = piece;
  }

  /** A chunk that is yet to be decoded. */
  static CacheEntry ofChunk(Key key) {
    return new CacheEntry(key, new CompletableFuture<>(), false);
  }

  static CacheEntry ofPiece(Key key, byte[] bytes) {
    return new CacheEntry(key, CompletableFuture.completedFuture(bytes), true);
  }

  int size() {
    return bytes.join().length;
  }

  /** Holds the bytes for a reader; false if they are given up already. */
  boolean pin() {
    for (int count = pins; count != RETIRED; count = pins) {
      if (PINS.compareAndSet(this, count, count + 1)) {
        return true;
      }
    }
    return false;
  }

  void unpin() {
    PINS.decrementAndGet(this);
  }

  /** Gives the bytes up for other use; false if a reader holds them. */
  boolean retire() {
    return PINS.compareAndSet(this, 0, RETIRED);
  }
}
