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
 * Decoded bytes, their number bounded: chunks as arrays, or the pieces of larger chunks.
 *
 * <p>Pieces that were read to their last byte go first: most files are read once, and what was
 * decoded along with them is still to be asked for. Else what is used again survives longer (clock
 * algorithm). The arrays of pieces that went serve the next ones.
 */
public final class ChunkCache {

  /** Decodes one chunk. */
  @FunctionalInterface
  public interface Loader {
    /** Decodes chunk {@code index}. */
    byte[] load(long index) throws IOException;
  }

  /** Arrays kept for the next pieces, though never more than an eighth of the bound. */
  private static final int MAX_SPARE = 128;

  private final long bound;
  private final ConcurrentMap<CacheEntry.Key, CacheEntry> entries = new ConcurrentHashMap<>();
  private final CacheEntry.Line clock = new CacheEntry.Line();
  private final CacheEntry.Line spent = new CacheEntry.Line();
  private final Deque<byte[]> spare = new ArrayDeque<>();
  private final int mostSpare;
  private final LongAdder loads = new LongAdder();
  private long held;

  /** Creates a cache that holds at most {@code bound} bytes. */
  public ChunkCache(long bound) {
    this.bound = bound;
    this.mostSpare = (int) Math.min(MAX_SPARE, bound / Chunk.PIECE / 8);
  }

  /** The bound, in bytes. */
  public long bound() {
    return bound;
  }

  /** How many chunks were decoded so far. */
  public long loads() {
    return loads.sum();
  }

  /** The chunk if it is here already, else null. */
  public byte[] peek(Object owner, long index) {
    CacheEntry entry = entries.get(new CacheEntry.Key(owner, index));
    if (entry == null || !entry.bytes.isDone() || entry.bytes.isCompletedExceptionally()) {
      return null;
    }
    entry.used = true;
    return entry.bytes.join();
  }

  /**
   * The chunk, decoded now if need be. A chunk that several threads want is decoded by one of them
   * while the others wait; no lock is held meanwhile.
   *
   * @param owner whose chunks these are, by identity
   * @return the bytes, which nobody may change
   */
  public byte[] get(Object owner, long index, Loader loader) throws IOException {
    CacheEntry.Key key = new CacheEntry.Key(Objects.requireNonNull(owner), index);
    CacheEntry entry = entries.get(key);
    if (entry == null) {
      CacheEntry mine = CacheEntry.ofChunk(key);
      entry = entries.putIfAbsent(key, mine);
      if (entry == null) {
        return load(mine, loader);
      }
    }
    if (!entry.used) {
      entry.used = true;
    }
    try {
      return entry.bytes.join();
    } catch (CompletionException e) {
      // Another thread's exception is not thrown twice: decode here, for this caller.
      return loader.load(index);
    }
  }

  private byte[] load(CacheEntry entry, Loader loader) throws IOException {
    try {
      byte[] chunk = loader.load(entry.key.index());
      loads.increment();
      keep(entry, chunk.length);
      entry.bytes.complete(chunk);
      return chunk;
    } catch (IOException | RuntimeException | Error e) {
      entries.remove(entry.key, entry);
      entry.bytes.completeExceptionally(
          e instanceof IOException ? e : new IOException("decoding failed", e));
      throw e;
    }
  }

  /** A chunk to be filled and then to be put here. */
  public Chunk allocate(int size) {
    synchronized (this) {
      return Chunk.allocate(size, spare);
    }
  }

  /**
   * Takes a chunk in, by pieces. An owner has all of its chunks as pieces, or all as arrays.
   *
   * @param owner whose pieces these are, by identity
   * @param first index of the first piece
   * @param chunk not to be touched any more, if it was taken in
   * @param from where somebody has read it from
   * @param count bytes that were read so
   * @return false if it is too large to be held
   */
  public boolean put(Object owner, long first, Chunk chunk, int from, int count) {
    loads.increment();
    if (chunk.size() > bound) {
      return false;
    }
    for (int i = 0; i < chunk.pieces(); i++) {
      CacheEntry.Key key = new CacheEntry.Key(owner, first + i);
      CacheEntry entry = CacheEntry.ofPiece(key, chunk.piece(i));
      int start = i * Chunk.PIECE;
      int end = start + entry.size();
      entry.taken = Math.max(0, Math.min(from + count, end) - Math.max(from, start));
      if (entries.putIfAbsent(key, entry) == null) {
        keep(entry, entry.size());
      }
    }
    return true;
  }

  /** Whether the chunk or piece is here or in the making. */
  public boolean holds(Object owner, long index) {
    return entries.containsKey(new CacheEntry.Key(owner, index));
  }

  /**
   * Copies from a piece, as much as there is and the target has room for.
   *
   * @return the count; -1 if the piece is not here
   */
  public int copy(Object owner, long index, int from, ByteBuffer target) {
    CacheEntry entry = entries.get(new CacheEntry.Key(owner, index));
    if (entry == null || !entry.pin()) {
      return -1;
    }
    int count;
    int size;
    try {
      byte[] bytes = entry.bytes.join();
      size = bytes.length;
      count = Math.min(size - from, target.remaining());
      target.put(bytes, from, count);
    } finally {
      entry.unpin();
    }
    if (!entry.used) {
      entry.used = true;
    }
    if (entry.taken < size) {
      entry.taken += count;
      if (entry.taken >= size) {
        spend(entry);
      }
    }
    return count;
  }

  /** Bytes that are held, those of arrays that wait for use included. */
  synchronized long held() {
    return held + (long) spare.size() * Chunk.PIECE;
  }

  private synchronized void spend(CacheEntry entry) {
    if (entry.line == clock) {
      clock.remove(entry);
      spent.add(entry);
      entry.used = false;
    }
  }

  private synchronized void keep(CacheEntry entry, int length) {
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
    (entry.taken < length ? clock : spent).add(entry);
  }

  /** Takes an entry out of its line. */
  private CacheEntry victim() {
    CacheEntry entry;
    while ((entry = spent.poll()) != null) {
      if (!entry.used) {
        return entry;
      }
      entry.taken = 0;
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
    // What get or peek gave out may be in somebody's hands still.
    if (entry.piece && bytes.length == Chunk.PIECE && spare.size() < mostSpare && entry.retire()) {
      spare.addLast(bytes);
    }
  }

  /** Forgets an owner's chunks. */
  public synchronized void drop(Object owner) {
    for (CacheEntry entry : entries.values()) {
      if (entry.key.owner() == owner && entry.line != null) {
        entry.line.remove(entry);
        remove(entry);
      }
    }
    spare.clear();
  }
}
