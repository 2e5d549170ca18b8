package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decoded chunks, their bytes bounded. A chunk that several threads want is decoded by one of them
 * while the others wait; no lock is held meanwhile. What is used again survives longer (clock
 * algorithm).
 */
public final class ChunkCache {

  /** Decodes one chunk. */
  @FunctionalInterface
  public interface Loader {
    /** Decodes chunk {@code index}. */
    byte[] load(long index) throws IOException;
  }

  /** Decodes one chunk into pieces. */
  @FunctionalInterface
  public interface ChunkLoader {
    /** Decodes chunk {@code index}. */
    Chunk load(long index) throws IOException;
  }

  private record Key(Object owner, long index) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.owner == owner && key.index == index;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(owner) * 31 + Long.hashCode(index);
    }
  }

  private static final class Entry {
    final CompletableFuture<Chunk> chunk = new CompletableFuture<>();
    volatile boolean used;
  }

  private final long bound;
  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Deque<Key> clock = new ArrayDeque<>();
  private final LongAdder loads = new LongAdder();
  private long held;

  /** Creates a cache that holds at most {@code bound} bytes of chunks. */
  public ChunkCache(long bound) {
    this.bound = bound;
  }

  /** The bound, in bytes. */
  public long bound() {
    return bound;
  }

  /** How many chunks were decoded so far. */
  public long loads() {
    return loads.sum();
  }

  /** The chunk as one array if it is here already, else null. */
  public byte[] peek(Object owner, long index) {
    Entry entry = entries.get(new Key(owner, index));
    if (entry == null || !entry.chunk.isDone() || entry.chunk.isCompletedExceptionally()) {
      return null;
    }
    entry.used = true;
    return entry.chunk.join().array();
  }

  /** Whether the chunk is here already or in the making. */
  public boolean holds(Object owner, long index) {
    return entries.containsKey(new Key(owner, index));
  }

  /**
   * The chunk as one array, decoded now if need be.
   *
   * @param owner whose chunks these are, by identity
   * @return the bytes, which nobody may change
   */
  public byte[] get(Object owner, long index, Loader loader) throws IOException {
    return chunk(owner, index, i -> Chunk.of(loader.load(i))).array();
  }

  /**
   * The chunk, decoded now if need be. An owner asks for all of its chunks so, or for all as
   * arrays.
   *
   * @param owner whose chunks these are, by identity
   * @return the chunk, which nobody may change
   */
  public Chunk chunk(Object owner, long index, ChunkLoader loader) throws IOException {
    Key key = new Key(Objects.requireNonNull(owner), index);
    Entry entry = entries.get(key);
    if (entry == null) {
      Entry mine = new Entry();
      entry = entries.putIfAbsent(key, mine);
      if (entry == null) {
        return load(key, mine, loader);
      }
    }
    if (!entry.used) {
      entry.used = true;
    }
    try {
      return entry.chunk.join();
    } catch (CompletionException e) {
      // Another thread's exception is not thrown twice: decode here, for this caller.
      return loader.load(index);
    }
  }

  private Chunk load(Key key, Entry entry, ChunkLoader loader) throws IOException {
    try {
      Chunk chunk = loader.load(key.index);
      loads.increment();
      keep(key, chunk.size());
      entry.chunk.complete(chunk);
      return chunk;
    } catch (IOException | RuntimeException | Error e) {
      entries.remove(key, entry);
      entry.chunk.completeExceptionally(
          e instanceof IOException ? e : new IOException("decoding failed", e));
      throw e;
    }
  }

  private synchronized void keep(Key key, int length) {
    if (length > bound) {
      entries.remove(key);
      return;
    }
    while (held + length > bound) {
      Key oldest = clock.pollFirst();
      if (oldest == null) {
        break;
      }
      Entry entry = entries.get(oldest);
      if (entry == null) {
        continue;
      }
      if (entry.used) {
        entry.used = false;
        clock.addLast(oldest);
        continue;
      }
      entries.remove(oldest);
      held -= entry.chunk.join().size();
    }
    held += length;
    clock.addLast(key);
  }

  /** Forgets an owner's chunks. */
  public synchronized void drop(Object owner) {
    for (Iterator<Key> keys = clock.iterator(); keys.hasNext(); ) {
      Key key = keys.next();
      if (key.owner == owner) {
        keys.remove();
        held -= entries.remove(key).chunk.join().size();
      }
    }
  }
}
