package io.github.diskimagefs.bytes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A chunk or piece in a {@link ChunkCache}. */
final class CacheEntry {
  private static final AtomicIntegerFieldUpdater<CacheEntry> PINS =
      AtomicIntegerFieldUpdater.newUpdater(CacheEntry.class, "pins");

  private static final int RETIRED = -1;

  /** The owner, compared by identity, and the number of a chunk or piece. */
  record Key(Object owner, long index) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.owner == owner && key.index == index;
    }

    @Override
    public int hashCode() {
      // The halves of an index may hold a run and a piece, which would cancel each other out.
      return System.identityHashCode(owner) * 31 + Long.hashCode(index * 0x9E3779B97F4A7C15L);
    }
  }

  /**
   * Entries in the order of their eviction. An entry is in at most one queue. Guarded by the cache.
   */
  static final class EvictionQueue {
    private CacheEntry first;
    private CacheEntry last;

    void add(CacheEntry entry) {
      entry.queue = this;
      entry.before = last;
      if (last == null) {
        first = entry;
      } else {
        last.after = entry;
      }
      last = entry;
    }

    /** Removes and returns the first entry; null if there is none. */
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
      entry.queue = null;
    }
  }

  final Key key;
  final CompletableFuture<byte[]> bytes;

  /**
   * Whether the array may be reused after eviction: only the cache and pinned readers reference it.
   */
  final boolean piece;

  /** Whether it was used since the clock algorithm last skipped it. Races do no harm. */
  volatile boolean used;

  /** Number of bytes that readers have copied. Races do no harm. */
  int bytesRead;

  EvictionQueue queue;
  private CacheEntry before;
  private CacheEntry after;
  private volatile int pins;

  private CacheEntry(Key key, CompletableFuture<byte[]> bytes, boolean piece) {
    this.key = key;
    this.bytes = bytes;
    this.piece = piece;
  }

  /** Creates the entry of a chunk that is not decoded yet. */
  static CacheEntry ofChunk(Key key) {
    return new CacheEntry(key, new CompletableFuture<>(), false);
  }

  static CacheEntry ofPiece(Key key, byte[] bytes) {
    return new CacheEntry(key, CompletableFuture.completedFuture(bytes), true);
  }

  int size() {
    return bytes.join().length;
  }

  /**
   * Keeps the array from being reused while a reader copies; returns false if it is evicted
   * already.
   */
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

  /** Allows the array to be reused; returns false if a reader holds it. */
  boolean retire() {
    return PINS.compareAndSet(this, 0, RETIRED);
  }
}
