package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The blocks of one host file, fetched by few requests and held in a {@link BlockCache}.
 *
 * <ul>
 *   <li>A block that is missing is fetched by one request, however many threads need it; the others
 *       wait for it. Missing blocks next to it that the caller needs too are part of the request.
 *   <li>A miss in the first 576 KiB fetches all of them, because most formats have their anchors
 *       and tables there; a miss in the last 128 KiB fetches these.
 *   <li>A miss next to an earlier request, after or before it, doubles that request's length, up to
 *       the maximum of the cache; any other miss fetches one block. A miss is next to a request if
 *       it is no farther away than the length of the request.
 *   <li>A miss in a range that was announced fetches the rest of that range, up to the maximum.
 *   <li>Reads of four blocks and more go straight to the caller's buffer, as far as no block of
 *       them is held.
 *   <li>If a request fails, just the bytes that the caller needs are read.
 * </ul>
 *
 * <p>Safe for use by many threads. The lock of this class is held only while a request is planned.
 */
final class HostBlocks {

  /** Reads from the host: at least 1 byte, at most as many as {@code target} has room for. */
  @FunctionalInterface
  interface Request {
    int read(long position, ByteBuffer target) throws IOException;
  }

  /** Bytes at the start: the anchors of UDF (256 sectors), and path tables after descriptors. */
  private static final int HEAD_BYTES = 576 << 10;

  /** Bytes at the end: trailers, backup tables, the last anchors of UDF. */
  private static final int TAIL_BYTES = 128 << 10;

  /**
   * Length of a request of the head or the tail, as far as the next ones are concerned: tables that
   * do not end there continue in half a MiB.
   */
  private static final int EDGE_LENGTH_BYTES = 256 << 10;

  /** Number of blocks from which on a read is not cached. */
  private static final int MIN_DIRECT_BLOCKS = 4;

  /** Sequential readers at the same time whose next misses are recognised. */
  private static final int MAX_READERS = 16;

  /** Announced ranges that are remembered; the oldest are forgotten. */
  private static final int MAX_EXPECTED = 16;

  private static final int PIECE = Chunk.PIECE;

  /**
   * A range that was announced.
   *
   * @param start position of its first byte, a multiple of {@link #PIECE}
   * @param end position after its last byte, a multiple of {@link #PIECE} or the end of the file
   */
  private record Expected(long start, long end) {
    boolean holds(long position) {
      return position >= start && position < end;
    }
  }

  /**
   * A request that is running.
   *
   * @param start position of its first byte, a multiple of {@link #PIECE}
   * @param end position after its last byte
   * @param done completed when its pieces are held, or when it has failed
   */
  private record Fetch(long start, long end, CompletableFuture<Void> done) {}

  /**
   * A request that was made, which a sequential reader continues.
   *
   * @param start position of its first byte
   * @param end position after its last byte
   * @param length the length to double
   */
  private record Reader(long start, long end, long length) {
    boolean before(long position) {
      return position >= end && position - end <= length;
    }

    boolean after(long position) {
      return position <= start && start - position <= length;
    }
  }

  private final long size;
  private final BlockCache cache;
  private final Request host;
  private final List<Fetch> running = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Deque<Expected> expected = new ArrayDeque<>();
  private volatile boolean closed;

  HostBlocks(long size, BlockCache cache, Request host) {
    this.size = size;
    this.cache = cache;
    this.host = host;
  }

  /**
   * Reads bytes from a position on, possibly fewer than {@code count}.
   *
   * @param count at least 1, at most as many as {@code target} has room for and the file has
   * @return the number of bytes read, at least 1
   */
  int read(long position, ByteBuffer target, int count) throws IOException {
    int held = copy(position, target, count);
    if (held > 0) {
      return held;
    }
    int missing = missing(position, count);
    if (missing >= MIN_DIRECT_BLOCKS * cache.blockBytes()) {
      return direct(position, target, missing);
    }
    Fetch own = null;
    CompletableFuture<Void> other = null;
    synchronized (this) {
      Fetch fetch = runningAt(position);
      if (fetch != null) {
        other = fetch.done;
      } else if (!held(position)) {
        own = plan(position, count);
        running.add(own);
      }
    }
    if (own != null) {
      return fetch(own, position, target, count);
    }
    if (other != null) {
      other.join();
    }
    held = copy(position, target, count);
    return held > 0 ? held : request(position, target, count); // evicted, or the request failed
  }

  /** Announces that bytes will be read soon; ranges that touch each other are joined. */
  synchronized void expect(long position, long length) {
    long start = floor(Math.max(0, position), PIECE);
    long last = Math.min(size, position + Math.min(length, size)) - 1;
    long end = Math.min(size, floor(last, PIECE) + PIECE); // a piece is held as a whole
    if (last < position || start >= end || cache.maxRequestBytes() <= cache.blockBytes()) {
      return; // nothing, or requests are not to be longer than a block
    }
    Expected before = expected.peekLast();
    if (before != null && start >= before.start && start <= before.end) {
      expected.removeLast();
      start = before.start;
      end = Math.max(end, before.end);
    }
    if (expected.size() == MAX_EXPECTED) {
      expected.removeFirst();
    }
    expected.addLast(new Expected(start, end));
  }

  /** Frees the blocks of this file, and those of a request that is running when it ends. */
  void close() {
    closed = true;
    cache.chunks().drop(this);
  }

  private boolean held(long position) {
    return cache.chunks().holds(this, position / PIECE);
  }

  /** Copies from the pieces that are held; returns the number of bytes, 0 if the first is not. */
  private int copy(long position, ByteBuffer target, int count) {
    int limit = target.limit();
    target.limit(target.position() + count);
    int total = 0;
    try {
      while (total < count) {
        long next = position + total;
        int copied = cache.chunks().copy(this, next / PIECE, (int) (next % PIECE), target);
        if (copied <= 0) {
          break;
        }
        total += copied;
      }
    } finally {
      target.limit(limit);
    }
    return total;
  }

  /** Returns how many bytes from a position on are in pieces that are not held. */
  private int missing(long position, int count) {
    long next = position;
    while (next < position + count && !held(next)) {
      next = floor(next, PIECE) + PIECE;
    }
    return (int) Math.min(next - position, count);
  }

  private int direct(long position, ByteBuffer target, int count) throws IOException {
    int read = request(position, target, count);
    synchronized (this) {
      readers.removeIf(reader -> reader.end == position);
      long length = Math.min(read, cache.maxRequestBytes());
      remember(new Reader(position, position + read, length));
    }
    return read;
  }

  private int request(long position, ByteBuffer target, int count) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + count);
    try {
      return host.read(position, target);
    } finally {
      target.limit(limit);
    }
  }

  private int fetch(Fetch fetch, long position, ByteBuffer target, int count) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.allocate((int) (fetch.end - fetch.start));
      while (bytes.hasRemaining()) {
        host.read(fetch.start + bytes.position(), bytes);
      }
      bytes.flip();
      int offset = (int) (position - fetch.start);
      int copied = Math.min(count, bytes.limit() - offset);
      target.put(bytes.slice(offset, copied));
      Chunk chunk = cache.chunks().allocate(bytes.limit());
      chunk.fill(0, bytes);
      cache.chunks().put(this, fetch.start / PIECE, chunk, offset, copied);
      if (closed) {
        cache.chunks().drop(this); // closed meanwhile
      }
      return copied;
    } catch (java.nio.channels.ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      forget(fetch);
      return request(position, target, count); // other bytes of the request may be unreadable
    } finally {
      synchronized (this) {
        running.remove(fetch);
      }
      fetch.done.complete(null);
    }
  }

  /** Has the next miss at the end of a request that failed fetch one block. */
  private synchronized void forget(Fetch fetch) {
    readers.removeIf(reader -> reader.end == fetch.end);
  }

  private Fetch runningAt(long position) {
    for (Fetch fetch : running) {
      if (position >= fetch.start && position < fetch.end) {
        return fetch;
      }
    }
    return null;
  }

  /** Returns the request for a position that is neither held nor being fetched. */
  private Fetch plan(long position, int count) {
    int block = cache.blockBytes();
    long first = floor(position, block);
    long last = position + Math.min(count, MIN_DIRECT_BLOCKS * block) - 1;
    long needed = Math.min(size, floor(last, block) + block);
    long head = Math.min(size, Math.min(HEAD_BYTES, cache.maxRequestBytes()));
    long tail = Math.max(0, floor(size - Math.min(TAIL_BYTES, cache.maxRequestBytes()), block));
    long start = first;
    long end = needed;
    long length = block;
    if (position < head) {
      start = 0;
      end = Math.max(end, head);
      length = Math.min(EDGE_LENGTH_BYTES, cache.maxRequestBytes());
    } else if (position >= tail) {
      start = tail;
      end = size;
      length = Math.min(EDGE_LENGTH_BYTES, cache.maxRequestBytes());
    } else if (announced(position) != null) {
      Expected range = announced(position);
      boolean early = needed - range.start <= cache.maxRequestBytes();
      start = early ? Math.min(first, range.start) : first;
      end = Math.max(needed, Math.min(range.end, start + cache.maxRequestBytes()));
      length = Math.min(EDGE_LENGTH_BYTES, cache.maxRequestBytes());
      expected.remove(range);
      if (end < range.end) {
        expected.addLast(new Expected(end, range.end));
      }
    } else {
      for (Reader reader : readers) {
        boolean forward = reader.before(first);
        if (forward || reader.after(first + block)) {
          readers.remove(reader);
          length = Math.min(2 * reader.length, cache.maxRequestBytes());
          start = forward ? start : Math.max(0, first + block - length);
          end = forward ? Math.max(end, Math.min(size, start + length)) : end;
          break;
        }
      }
    }
    Fetch fetch = clip(position, start, end);
    remember(new Reader(fetch.start, fetch.end, length));
    return fetch;
  }

  private Expected announced(long position) {
    for (Expected range : expected) {
      if (range.holds(position)) {
        return range;
      }
    }
    return null;
  }

  /** Returns the part of a range around a position of which no piece is held or being fetched. */
  private Fetch clip(long position, long start, long end) {
    long from = floor(position, PIECE);
    while (from > start && absent(from - PIECE)) {
      from -= PIECE;
    }
    long to = floor(position, PIECE) + PIECE;
    while (to < end && absent(to)) {
      to += PIECE;
    }
    return new Fetch(from, Math.min(to, end), new CompletableFuture<>());
  }

  private boolean absent(long position) {
    return !held(position) && runningAt(position) == null;
  }

  private void remember(Reader reader) {
    if (readers.size() == MAX_READERS) {
      readers.remove(0);
    }
    readers.add(reader);
  }

  private static long floor(long position, int unit) {
    return position / unit * unit;
  }
}
