package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded cache of decoded bytes: chunks as arrays, or the pieces of larger chunks.
 *
 * <p>Pieces that were read completely are evicted first: most files are read once, and the other
 * files of their chunks are still to be read. So are, a little later, those of which each block was
 * read in part, because files end within blocks. Of all other entries, those used again stay longer
 * (clock algorithm); for pieces, the use of their chunk counts. The arrays of evicted entries are
 * reused unless a reader may still have them.
 */
public final class ChunkCache {

  /** Decodes one chunk. */
  @FunctionalInterface
  public interface Loader {
    /**
     * Decodes chunk {@code index}.
     *
     * @return an array that belongs to the cache from now on, new or from {@link #array}
     */
    byte[] load(long index) throws IOException;
  }

  /** Bytes of the arrays kept for the next chunks, but at most an eighth of the bound. */
  private static final long MAX_SPARE_BYTES = 4 << 20;

  /**
   * Chunks decoded until a piece is evicted that was read by blocks: its reader may not have come
   * to the end of the last block yet.
   */
  private static final int MIN_AGE = 4;

  private final long bound;
  private final ConcurrentMap<CacheEntry.Key, CacheEntry> entries = new ConcurrentHashMap<>();
  private final CacheEntry.EvictionQueue clock = new CacheEntry.EvictionQueue();
  private final CacheEntry.EvictionQueue probation = new CacheEntry.EvictionQueue();
  private final CacheEntry.EvictionQueue readByBlocks = new CacheEntry.EvictionQueue();
  private final SpentPieces spent;
  private final BlockAlignment alignment = new BlockAlignment();
  private final SpareArrays spare;
  private final LongAdder loads = new LongAdder();
  private long held;

  /** Number of chunks that were stored by pieces. */
  private volatile int chunks;

  /** Creates a cache that holds at most {@code bound} bytes. */
  public ChunkCache(long bound) {
    this.bound = bound;
    this.spent = new SpentPieces(bound);
    this.spare = new SpareArrays(Math.min(MAX_SPARE_BYTES, bound / 8));
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
    if (!entry.pin()) {
      return null;
    }
    entry.share();
    entry.unpin();
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

  /** As {@link #get(Object, long, Loader)}; while it waits, the thread decodes expected chunks. */
  byte[] get(Object owner, long index, Loader loader, PrefetchQueue expected) throws IOException {
    CacheEntry entry = pinned(new CacheEntry.Key(owner, index), loader, expected);
    try {
      entry.share();
      return bytes(entry, loader, expected);
    } finally {
      entry.unpin();
    }
  }

  /**
   * Lets a reader see a chunk, which is decoded first if it is not in the cache.
   *
   * @param reader keeps no reference to the array, because the next chunks may be decoded into it
   * @return what the reader returns
   */
  public int read(Object owner, long index, Loader loader, Chunk.Reader reader) throws IOException {
    return read(owner, index, loader, null, reader);
  }

  /**
   * Lets a reader see a chunk, which is decoded first if it is not in the cache. A thread that
   * would wait for another one decodes the expected chunks of the owner instead, as long as there
   * are any.
   *
   * @param expected may be null
   * @param reader keeps no reference to the array, because the next chunks may be decoded into it
   * @return what the reader returns
   */
  int read(Object owner, long index, Loader loader, PrefetchQueue expected, Chunk.Reader reader)
      throws IOException {
    CacheEntry entry = pinned(new CacheEntry.Key(owner, index), loader, expected);
    try {
      return reader.read(bytes(entry, loader, expected));
    } finally {
      entry.unpin();
    }
  }

  /** Returns the entry of a chunk with a pin, after decoding it if no other thread does. */
  private CacheEntry pinned(CacheEntry.Key key, Loader loader, PrefetchQueue expected)
      throws IOException {
    Objects.requireNonNull(key.owner());
    while (true) {
      CacheEntry entry = entries.get(key);
      if (entry == null) {
        CacheEntry own = CacheEntry.ofChunk(key);
        own.pin();
        entry = entries.putIfAbsent(key, own);
        if (entry == null) {
          if (expected != null) {
            expected.remove(key.index());
          }
          load(own, loader);
          return own;
        }
      }
      if (entry.pin()) {
        if (!entry.used) {
          entry.used = true;
        }
        return entry;
      }
      // It was evicted meanwhile, and is no longer listed.
    }
  }

  /** Returns the bytes of a pinned entry; waits for the thread that decodes them. */
  private static byte[] bytes(CacheEntry entry, Loader loader, PrefetchQueue expected)
      throws IOException {
    boolean helpful = expected != null;
    while (helpful && !entry.bytes.isDone()) {
      helpful = expected.decodeNext();
    }
    try {
      return entry.bytes.join();
    } catch (CompletionException e) {
      // Each caller gets its own exception, so this thread decodes the chunk itself.
      return loader.load(entry.key.index());
    }
  }

  /** Decodes a chunk unless it is in the cache or another thread is decoding it. */
  void decodeAhead(Object owner, long index, Loader loader) throws IOException {
    CacheEntry own = CacheEntry.ofChunk(new CacheEntry.Key(owner, index));
    if (entries.putIfAbsent(own.key, own) == null) {
      load(own, loader);
    }
  }

  private void load(CacheEntry entry, Loader loader) throws IOException {
    try {
      byte[] chunk = loader.load(entry.key.index());
      loads.increment();
      admit(entry, chunk.length);
      entry.bytes.complete(chunk);
    } catch (IOException | RuntimeException | Error e) {
      entries.remove(entry.key, entry);
      entry.bytes.completeExceptionally(
          e instanceof IOException ? e : new IOException("decoding failed", e));
      throw e;
    }
  }

  /**
   * Returns an array for a chunk of a length, with any content: that of a chunk evicted before, or
   * a new one.
   */
  public byte[] array(int length) {
    byte[] used;
    synchronized (this) {
      used = spare.take(length);
    }
    return used == null ? new byte[length] : used;
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
    CacheEntry.ChunkUse use = new CacheEntry.ChunkUse();
    synchronized (this) {
      chunks++;
      use.lastRead = chunks;
      if (spent.contains(new CacheEntry.Key(owner, first + offset / Chunk.PIECE))) {
        forgetSpent(owner, first, chunk.pieces()); // they are read once more
      }
      for (int i = 0; i < chunk.pieces(); i++) {
        CacheEntry entry =
            CacheEntry.ofPiece(new CacheEntry.Key(owner, first + i), chunk.piece(i), use);
        int start = i * Chunk.PIECE;
        int end = start + entry.size();
        if (offset < end && offset + count > start) {
          int from = Math.max(offset, start) - start;
          entry.addRead(from, Math.min(offset + count, end) - start - from);
        }
        CacheEntry cached = entries.putIfAbsent(entry.key, entry);
        if (cached == null) {
          admit(entry, entry.size());
        } else {
          cached.chunkUse = use;
        }
      }
    }
    return true;
  }

  private void forgetSpent(Object owner, long first, int pieces) {
    for (int i = 0; i < pieces; i++) {
      spent.remove(new CacheEntry.Key(owner, first + i));
    }
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
    CacheEntry.ChunkUse use = entry.chunkUse;
    if (use != null) {
      if (use.lastRead != chunks) {
        use.lastRead = chunks;
      }
      addRead(entry, offset, count);
    }
    return count;
  }

  private void addRead(CacheEntry entry, int offset, int count) {
    if (!entry.addRead(offset, count)) {
      return;
    }
    alignment.add(offset);
    if (entry.isRead()) {
      demote(entry, probation);
    } else if (entry.queue == clock && entry.isReadByBlocks(alignment.shift())) {
      demote(entry, readByBlocks);
    }
  }

  /** Returns the number of bytes held, spare arrays included. */
  synchronized long held() {
    return held + spare.bytes();
  }

  private synchronized void demote(CacheEntry entry, CacheEntry.EvictionQueue queue) {
    if (entry.queue == clock || (entry.queue == readByBlocks && queue == probation)) {
      entry.queue.remove(entry);
      entry.used = false;
      add(entry, queue);
      spent.add(entry.key);
    }
  }

  private void add(CacheEntry entry, CacheEntry.EvictionQueue queue) {
    entry.queuedAt = chunks;
    queue.add(entry);
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
      if (remove(victim)) {
        spare.give(victim.bytes.join());
      }
    }
    held += length;
    boolean needed = !entry.piece || !(entry.isRead() || spent.contains(entry.key));
    add(entry, needed ? clock : probation);
  }

  /** Removes and returns the entry to evict next; null if there is none. */
  private CacheEntry victim() {
    CacheEntry entry;
    while ((entry = pollRead()) != null) {
      if (!entry.used) {
        return entry;
      }
      entry.forgetReads();
      spent.remove(entry.key);
      add(entry, clock);
    }
    while ((entry = clock.poll()) != null && usedAgain(entry)) {
      entry.used = false;
      add(entry, clock);
    }
    return entry == null ? readByBlocks.poll() : entry;
  }

  /** Removes and returns the next piece that was read; null if there is none. */
  private CacheEntry pollRead() {
    CacheEntry entry = probation.poll();
    if (entry == null
        && readByBlocks.peek() != null
        && chunks - readByBlocks.peek().queuedAt >= MIN_AGE) {
      entry = readByBlocks.poll();
    }
    return entry;
  }

  private static boolean usedAgain(CacheEntry entry) {
    CacheEntry.ChunkUse use = entry.chunkUse;
    return use == null ? entry.used : use.lastRead - entry.queuedAt > 0;
  }

  /** Removes an entry; returns whether its array may be reused. */
  private boolean remove(CacheEntry entry) {
    entries.remove(entry.key, entry);
    held -= entry.size();
    return entry.retire();
  }

  /** Removes the chunks of an owner, which is closed: others may use their arrays. */
  public void drop(Object owner) {
    List<byte[]> released = new ArrayList<>();
    synchronized (this) {
      for (CacheEntry entry : entries.values()) {
        if (entry.key.owner() == owner && entry.queue != null) {
          entry.queue.remove(entry);
          if (remove(entry)) {
            released.add(entry.bytes.join());
          }
        }
      }
      spare.drainTo(released);
    }
    ReleasedArrays.give(released);
  }
}
