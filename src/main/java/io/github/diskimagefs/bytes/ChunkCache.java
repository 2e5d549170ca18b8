package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded cache of decoded bytes: chunks as arrays, or the pieces of larger chunks.
 *
 * <p>Pieces that were read completely are evicted first: most files are read once, and the other
 * files of their chunks are still to be read. Of all other entries, those used again stay longer
 * (clock algorithm). The arrays of evicted pieces are reused.
 */
public final class ChunkCache {

  /** Decodes one chunk. */
  @FunctionalInterface
  public interface Loader {
    /** Decodes chunk {@code index}. */
    byte[] load(long index) throws IOException;
  }

  /** Arrays kept for the next pieces, but at most an eighth of the bound. */
  private static final int MAX_SPARE = 128;

  private final long bound;
  private final ConcurrentMap<CacheEntry.Key, CacheEntry> entries = new ConcurrentHashMap<>();
  private final CacheEntry.EvictionQueue clock = new CacheEntry.EvictionQueue();
  private final CacheEntry.EvictionQueue probation = new CacheEntry.EvictionQueue();
  private final Deque<byte[]> spare = new ArrayDeque<>();
  private final int maxSpare;
  private final LongAdder loads = new LongAdder();
  private long held;

  /** Creates a cache that holds at most {@code bound} bytes. */
  public ChunkCache(long bound) {
    this.bound = bound;
    this.maxSpare = (int) Math.min(MAX_SPARE, bound / Chunk.PIECE / 8);
  }

  /** Returns the maximum number of bytes held. */
  public long bound() {
    return bound;
  }

  /** Returns the number of chunks decoded so far. */
  public long loads() {
    return loads.sum();
  }

  /** Returns a chunk if it is in the cache, else null. */
  public byte[] peek(Object owner, long index) {
    CacheEntry entry = entries.get(new CacheEntry.Key(owner, index));
    if (entry == null || !entry.bytes.isDone() || entry.bytes.isCompletedExceptionally()) {
      return null;
    }
    entry.used = true;
    return entry.bytes.join();
  }

  /**
   * Returns a chunk, and decodes it first if it is not in the cache. If several threads need a
   * chunk, one of them decodes it while the others wait; no lock is held meanwhile.
   *
   * @param owner the source of the chunk, compared by identity
   * @return the bytes, which no caller may change
   */
  public byte[] get(Object owner, long index, Loader loader) throws IOException {
    return get(owner, index, loader, null);
  }

  /**
   * Returns a chunk as {@link #get(Object, long, Loader)} does. A thread that would wait for
   * another one decodes the expected chunks of the owner instead, as long as there are any.
   *
   * @param expected may be null
   */
  byte[] get(Object owner, long index, Loader loader, PrefetchQueue expected) throws IOException {
    CacheEntry.Key key = new CacheEntry.Key(Objects.requireNonNull(owner), index);
    CacheEntry entry = entries.get(key);
    if (entry == null) {
      CacheEntry own = CacheEntry.ofChunk(key);
      entry = entries.putIfAbsent(key, own);
      if (entry == null) {
        if (expected != null) {
          expected.remove(index);
        }
        return load(own, loader);
      }
    }
    if (!entry.used) {
      entry.used = true;
    }
    boolean helpful = expected != null;
    while (helpful && !entry.bytes.isDone()) {
      helpful = expected.decodeNext();
    }
    try {
      return entry.bytes.join();
    } catch (CompletionException e) {
      // Each caller gets its own exception, so this thread decodes the chunk itself.
      return loader.load(index);
    }
  }

  /** Decodes a chunk unless it is in the cache or another thread is decoding it. */
  void decodeAhead(Object owner, long index, Loader loader) throws IOException {
    CacheEntry own = CacheEntry.ofChunk(new CacheEntry.Key(owner, index));
    if (entries.putIfAbsent(own.key, own) == null) {
      load(own, loader);
    }
  }

  private byte[] load(CacheEntry entry, Loader loader) throws IOException {
    try {
      byte[] chunk = loader.load(entry.key.index());
      loads.increment();
      admit(entry, chunk.length);
      entry.bytes.complete(chunk);
      return chunk;
    } catch (IOException | RuntimeException | Error e) {
      entries.remove(entry.key, entry);
      entry.bytes.completeExceptionally(
          e instanceof IOException ? e : new IOException("decoding failed", e));
      throw e;
    }
  }

  /** Creates a chunk, which the caller fills and then puts into the cache. */
  public Chunk allocate(int size) {
    synchronized (this) {
      return Chunk.allocate(size, spare);
    }
  }

  /**
   * Stores the pieces of a chunk. An owner has all of its chunks as pieces, or all as arrays.
   *
   * @param owner the source of the chunk, compared by identity
   * @param first index of the first piece
   * @param chunk not to be used by the caller afterwards, if it was stored
   * @param offset offset of the bytes that the caller has read already
   * @param count number of these bytes
   * @return false if the chunk is larger than the cache
   */
  public boolean put(Object owner, long first, Chunk chunk, int offset, int count) {
    loads.increment();
    if (chunk.size() > bound) {
      return false;
    }
    for (int i = 0; i < chunk.pieces(); i++) {
      CacheEntry.Key key = new CacheEntry.Key(owner, first + i);
      CacheEntry entry = CacheEntry.ofPiece(key, chunk.piece(i));
      int start = i * Chunk.PIECE;
      int end = start + entry.size();
      entry.bytesRead = Math.max(0, Math.min(offset + count, end) - Math.max(offset, start));
      if (entries.putIfAbsent(key, entry) == null) {
        admit(entry, entry.size());
      }
    }
    return true;
  }

  /** Returns whether a chunk or piece is in the cache or being decoded. */
  public boolean holds(Object owner, long index) {
    return entries.containsKey(new CacheEntry.Key(owner, index));
  }

  /**
   * Copies bytes of a piece from {@code offset} on, as many as the target has room for.
   *
   * @return the count; -1 if the piece is not in the cache
   */
  public int copy(Object owner, long index, int offset, ByteBuffer target) {
    CacheEntry entry = entries.get(new CacheEntry.Key(owner, index));
    if (entry == null || !entry.pin()) {
      return -1;
    }
    int count;
    int size;
    try {
      byte[] bytes = entry.bytes.join();
      size = bytes.length;
      count = Math.min(size - offset, target.remaining());
      target.put(bytes, offset, count);
    } finally {
      entry.unpin();
    }
    if (!entry.used) {
      entry.used = true;
    }
    if (entry.bytesRead < size) {
      entry.bytesRead += count;
      if (entry.bytesRead >= size) {
        demote(entry);
      }
    }
    return count;
  }

  /** Returns the number of bytes held, spare arrays included. */
  synchronized long held() {
    return held + (long) spare.size() * Chunk.PIECE;
  }

  private synchronized void demote(CacheEntry entry) {
    if (entry.queue == clock) {
      clock.remove(entry);
      probation.add(entry);
      entry.used = false;
    }
  }

  private synchronized void admit(CacheEntry entry, int length) {
    if (length > bound) {
      entries.remove(entry.key);
      return;
    }
    while (held + length > bound) {
      CacheEntry victim = victim();
      if (victim == null) {
        break;
      }
      remove(victim);
    }
    held += length;
    (entry.bytesRead < length ? clock : probation).add(entry);
  }

  /** Removes and returns the entry to evict next; null if there is none. */
  private CacheEntry victim() {
    CacheEntry entry;
    while ((entry = probation.poll()) != null) {
      if (!entry.used) {
        return entry;
      }
      entry.bytesRead = 0;
      clock.add(entry);
    }
    while ((entry = clock.poll()) != null && entry.used) {
      entry.used = false;
      clock.add(entry);
    }
    return entry;
  }

  private void remove(CacheEntry entry) {
    entries.remove(entry.key, entry);
    byte[] bytes = entry.bytes.join();
    held -= bytes.length;
    // Arrays returned by get or peek may still be in use.
    if (entry.piece && bytes.length == Chunk.PIECE && spare.size() < maxSpare && entry.retire()) {
      spare.addLast(bytes);
    }
  }

  /** Removes the chunks of an owner. */
  public synchronized void drop(Object owner) {
    for (CacheEntry entry : entries.values()) {
      if (entry.key.owner() == owner && entry.queue != null) {
        entry.queue.remove(entry);
        remove(entry);
      }
    }
    spare.clear();
  }
}
