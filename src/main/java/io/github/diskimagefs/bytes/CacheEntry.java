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

    /** Returns the first entry; null if there is none. */
    CacheEntry peek() {
      return first;
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

  /**
   * When a chunk was read last, as the number of chunks decoded before. It counts for all of its
   * pieces, because a piece that is missing costs as much as all. Races do no harm.
   */
  static final class ChunkUse {
    int lastRead;
  }

  private static final int SECTOR_SHIFT = BlockAlignment.MIN_SHIFT;
  private static final long ALL = -1L;

  /** By the binary logarithm of a block's sectors: the first sector of each block in a piece. */
  private static final long[] FIRST_OF_BLOCK = {
    ALL, 0x5555_5555_5555_5555L, 0x1111_1111_1111_1111L, 0x0101_0101_0101_0101L
  };

  final Key key;
  final CompletableFuture<byte[]> bytes;

  /** Whether this is a piece of a larger chunk. */
  final boolean piece;

  /** Whether readers without a pin may have the array, so that it is not reused after eviction. */
  private volatile boolean shared;

  /** Whether it was used since the clock algorithm last skipped it. Races do no harm. */
  volatile boolean used;

  /** The use of the chunk that a piece belongs to; null for an array. */
  ChunkUse chunkUse;

  /** Number of chunks decoded before the entry was added to its queue. Guarded by the cache. */
  int queuedAt;

  /** The sectors of a piece that readers have copied, one bit each. Races do no harm. */
  private long sectorsRead;

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

  static CacheEntry ofPiece(Key key, byte[] bytes, ChunkUse use) {
    CacheEntry entry = new CacheEntry(key, CompletableFuture.completedFuture(bytes), true);
    entry.chunkUse = use;
    return entry;
  }

  int size() {
    return bytes.join().length;
  }

  /**
   * Records that bytes of a piece were copied; the rest of the last sector is not needed either.
   * Returns whether any sector of them was not read before.
   */
  boolean addRead(int offset, int count) {
    long before = sectorsRead;
    long now = before | (sectors(offset + count) & ~sectors(offset));
    if (now == before) {
      return false;
    }
    sectorsRead = now;
    return true;
  }

  void forgetReads() {
    sectorsRead = 0;
  }

  /** Returns whether bytes of each block of a piece were copied. */
  boolean isReadByBlocks(int blockShift) {
    int shift = blockShift - SECTOR_SHIFT;
    long read = sectorsRead;
    for (int i = 1 << shift >> 1; i > 0; i >>= 1) {
      read |= read >>> i;
    }
    return (~read & sectors(size()) & FIRST_OF_BLOCK[shift]) == 0;
  }

  /** Returns whether all of a piece was copied. */
  boolean isRead() {
    return isReadByBlocks(SECTOR_SHIFT);
  }

  /** Returns the sectors of a piece up to an offset, the one that holds it included. */
  private static long sectors(int offset) {
    int count = (offset + (1 << SECTOR_SHIFT) - 1) >> SECTOR_SHIFT;
    return count == 0 ? 0 : ALL >>> (Long.SIZE - count);
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

  /** Notes that the caller, who has a pin, keeps the array after it gives the pin back. */
  void share() {
    if (!shared) {
      shared = true;
    }
  }

  /** Allows the array to be reused; returns false if a reader may hold it. */
  boolean retire() {
    return PINS.compareAndSet(this, 0, RETIRED) && !shared;
  }
}
