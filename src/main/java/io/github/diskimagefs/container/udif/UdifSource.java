package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Disk of a UDIF image, composed of its runs. */
final class UdifSource extends PositionalSource {
  private static final int LOCKS = 64;
  private static final int MAX_TASKS = 2 * PrefetchExecutor.COUNT;
  private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

  private final ByteSource data;
  private final BlockRuns runs;
  private final ChunkCache cache;
  private final RunDecoder decoder;
  private final StreamedRuns large;

  /** A run is decoded by one thread at a time. */
  private final Lock[] locks = new Lock[LOCKS];

  /** The last chunk, if it is too large for the cache; each read would decode it otherwise. */
  private volatile Recent last;

  private volatile boolean closed;

  private record Recent(int run, long start, Chunk chunk) {
    boolean holds(int number, long within) {
      return number == run && within >= start && within < start + chunk.size();
    }
  }

  UdifSource(ByteSource data, BlockRuns runs, ChunkCache cache) {
    this(data, runs, cache, RunDecoder.MAX_CHUNK_SIZE);
  }

  UdifSource(ByteSource data, BlockRuns runs, ChunkCache cache, int largestChunk) {
    this.data = data;
    this.runs = runs;
    this.cache = cache;
    this.decoder = new RunDecoder(data, runs, cache, largestChunk);
    this.large = new StreamedRuns(decoder, runs);
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  @Override
  public long size() {
    return runs.size();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int total = 0;
    while (target.hasRemaining() && position + total < size()) {
      try {
        total += piece(position + total, target);
      } catch (IOException e) {
        if (total == 0) {
          throw e;
        }
        break; // what was read counts; the next read meets the fault again
      }
    }
    return total;
  }

  private int piece(long position, ByteBuffer target) throws IOException {
    int run = runs.find(position);
    if (run < 0) {
      return ZeroSource.fill(target, runs.start(-1 - run) - position);
    }
    long within = position - runs.start(run);
    BlockType type = runs.type(run);
    if (type == BlockType.RAW) {
      return raw(run, within, target);
    }
    if (!type.compressed()) {
      return ZeroSource.fill(target, runs.end(run) - position);
    }
    int count = held(run, within, target);
    if (count >= 0) {
      return count;
    }
    long left = runs.end(run) - position;
    if (target.remaining() > left) {
      prefetch(position + left, target.remaining() - left);
    }
    return decoded(run, within, target);
  }

  /** Copies from the cache; returns -1 if the bytes are not there. */
  private int held(int run, long within, ByteBuffer target) {
    int from = (int) (within % Chunk.PIECE);
    return cache.copy(this, key(run, within), from, target);
  }

  /** Decodes the needed part of a run and copies from it. */
  private int decoded(int run, long within, ByteBuffer target) throws IOException {
    Lock lock = locks[run % LOCKS];
    lock.lock();
    try {
      int count = held(run, within, target);
      if (count >= 0) {
        return count;
      }
      Recent recent = last;
      if (recent == null || !recent.holds(run, within)) {
        recent = decode(run, within);
      }
      int from = (int) (within - recent.start);
      count = recent.chunk.copy(from, target);
      boolean kept = cache.put(this, key(run, recent.start), recent.chunk, from, count);
      last = kept ? null : recent;
      return count;
    } finally {
      lock.unlock();
    }
  }

  private Recent decode(int run, long within) throws IOException {
    if (decoder.whole(run)) {
      return new Recent(run, 0, decoder.decode(run));
    }
    int window = (int) (within / StreamedRuns.WINDOW);
    return new Recent(run, (long) window * StreamedRuns.WINDOW, large.window(run, window));
  }

  /** Returns the cache key of the page that holds a byte of a run. */
  private static long key(int run, long within) {
    return (long) run << Integer.SIZE | within / Chunk.PIECE;
  }

  private int raw(int run, long within, ByteBuffer target) throws IOException {
    long left = runs.length(run) - within;
    if (left <= 0) {
      throw decoder.malformed(
          run, "stores " + runs.length(run) + " of " + runs.size(run) + " bytes", null);
    }
    left = Math.min(left, runs.size(run) - within);
    int limit = target.limit();
    if (target.remaining() > left) {
      target.limit(target.position() + (int) left);
    }
    try {
      return data.read(runs.offset(run) + within, target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  @Override
  public void prefetch(long position, long length) {
    long max = Math.min(length, cache.bound() / 4);
    if (closed || position >= size()) {
      return;
    }
    long end = Math.min(size(), position + max);
    int run = runs.find(position);
    run = run < 0 ? -1 - run : run;
    for (int tasks = 0; run < runs.count() && runs.start(run) < end && tasks < MAX_TASKS; run++) {
      if (runs.type(run).compressed()) {
        int number = run;
        long from = Math.max(position, runs.start(run)) - runs.start(run);
        long missing = missing(run, from, Math.min(end, runs.end(run)) - runs.start(run));
        if (missing >= 0 && runs.size(run) <= cache.bound()) {
          PrefetchExecutor.run(() -> ahead(number, missing));
          tasks++;
        }
      }
    }
  }

  /** Returns the first byte of a range that is not in the cache, or -1 if all are there. */
  private long missing(int run, long from, long to) {
    for (long offset = from; offset < to; offset += Chunk.PIECE - offset % Chunk.PIECE) {
      if (!cache.holds(this, key(run, offset))) {
        return offset;
      }
    }
    return -1;
  }

  /** Decodes a part of a run before a reader asks for it. */
  private void ahead(int run, long within) throws IOException {
    if (!closed && !cache.holds(this, key(run, within))) {
      decoded(run, within, NOWHERE.duplicate());
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    int run = runs.find(position);
    if (run < 0) {
      return HostExtent.computed(Math.min(length, runs.start(-1 - run) - position));
    }
    long left = Math.min(length, runs.end(run) - position);
    if (runs.type(run) != BlockType.RAW) {
      return HostExtent.computed(left);
    }
    long within = position - runs.start(run);
    if (within >= runs.length(run)) {
      return HostExtent.computed(left);
    }
    return data.extent(runs.offset(run) + within, Math.min(left, runs.length(run) - within));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    large.close();
    last = null;
    cache.drop(this);
  }
}
