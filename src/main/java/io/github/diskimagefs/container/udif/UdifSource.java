package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PrefetchQueue;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Disk that the runs of a UDIF image make. */
final class UdifSource extends SegmentedSource {
  private static final int LOCKS = 64;
  private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

  private final ByteSource data;
  private final BlockRuns runs;
  private final ChunkCache cache;
  private final RunDecoder decoder;
  private final StreamedRuns large;
  private final PrefetchQueue expected;

  /** A run is decoded by one thread at a time. */
  private final Lock[] locks = new Lock[LOCKS];

  /** The last chunk read, if it is too large for the cache: otherwise each read decodes it. */
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
    this.expected = new PrefetchQueue(cache);
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  @Override
  public long size() {
    return runs.size();
  }

  @Override
  protected long segment(long position) {
    return runs.find(position);
  }

  @Override
  protected long remaining(long segment, long position) {
    int run = (int) segment;
    if (run < 0) {
      return runs.start(-1 - run) - position;
    }
    return (storedAt(run, position) ? runs.start(run) + storedLength(run) : runs.end(run))
        - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    int run = (int) segment;
    return run >= 0 && storedAt(run, position) ? data : null;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    int run = (int) segment;
    return runs.offset(run) + position - runs.start(run);
  }

  @Override
  protected boolean isHole(long segment) {
    BlockType type = segment < 0 ? BlockType.ZERO : runs.type((int) segment);
    return type != BlockType.RAW && !type.compressed();
  }

  /** Returns whether the data hold a byte of a run as it is. */
  private boolean storedAt(int run, long position) {
    return runs.type(run) == BlockType.RAW && position - runs.start(run) < storedLength(run);
  }

  private long storedLength(int run) {
    return Math.min(runs.length(run), runs.size(run));
  }

  @Override
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    int run = (int) segment;
    BlockType type = run < 0 ? BlockType.ZERO : runs.type(run);
    if (type == BlockType.RAW) {
      throw decoder.malformed(
          run, "stores " + runs.length(run) + " of " + runs.size(run) + " bytes", null);
    }
    if (!type.compressed()) {
      return super.compute(segment, position, target);
    }
    long within = position - runs.start(run);
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

  /**
   * Copies from a run after decoding the part that is needed. While another thread decodes it, this
   * one decodes expected runs.
   */
  private int decoded(int run, long within, ByteBuffer target) throws IOException {
    expected.remove(run);
    Lock lock = lock(run);
    while (!lock.tryLock()) {
      if (!expected.decodeNext()) {
        lock.lock();
        break;
      }
      int count = held(run, within, target);
      if (count >= 0) {
        return count;
      }
    }
    try {
      int count = held(run, within, target);
      return count >= 0 ? count : decode(run, within, target);
    } finally {
      lock.unlock();
      dropIfClosed();
    }
  }

  private Lock lock(int run) {
    return locks[run % LOCKS];
  }

  /** Decodes a part of a run into the cache, and copies from it; the caller holds the lock. */
  private int decode(int run, long within, ByteBuffer target) throws IOException {
    Recent recent = last;
    if (recent == null || !recent.holds(run, within)) {
      recent = decode(run, within);
    }
    int from = (int) (within - recent.start);
    int count = recent.chunk.copy(from, target);
    boolean kept = cache.put(this, key(run, recent.start), recent.chunk, from, count);
    last = kept ? null : recent;
    return count;
  }

  private Recent decode(int run, long within) throws IOException {
    if (decoder.whole(run)) {
      return new Recent(run, 0, decoder.decode(run));
    }
    int window = (int) (within / StreamedRuns.WINDOW);
    return new Recent(run, (long) window * StreamedRuns.WINDOW, large.window(run, window));
  }

  /** Returns the cache index of the page that holds a byte of a run. */
  private static long key(int run, long within) {
    return (long) run << Integer.SIZE | within / Chunk.PIECE;
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
    boolean room = true;
    for (; room && run < runs.count() && runs.start(run) < end; run++) {
      if (runs.type(run).compressed()) {
        int number = run;
        long from = Math.max(position, runs.start(run)) - runs.start(run);
        long missing = missing(run, from, Math.min(end, runs.end(run)) - runs.start(run));
        if (missing >= 0 && runs.size(run) <= cache.bound()) {
          room = expected.offer(run, decodedBytes(run), () -> decodeAhead(number, missing));
        }
      }
    }
  }

  /** Returns the number of bytes that are decoded at once. */
  private long decodedBytes(int run) {
    return decoder.whole(run) ? runs.size(run) : Math.min(runs.size(run), StreamedRuns.WINDOW);
  }

  /** Returns the first byte of a range that is not in the cache; -1 if all are. */
  private long missing(int run, long from, long to) {
    for (long offset = from; offset < to; offset += Chunk.PIECE - offset % Chunk.PIECE) {
      if (!cache.holds(this, key(run, offset))) {
        return offset;
      }
    }
    return -1;
  }

  /** Decodes a run before a caller asks for it, unless another thread decodes it. */
  private void decodeAhead(int run, long within) throws IOException {
    Lock lock = lock(run);
    if (closed || !lock.tryLock()) {
      return;
    }
    try {
      if (!cache.holds(this, key(run, within))) {
        decode(run, within, NOWHERE.duplicate());
      }
    } finally {
      lock.unlock();
    }
    dropIfClosed();
  }

  /** Drops chunks that were decoded while another thread closed this source. */
  private void dropIfClosed() {
    if (closed) {
      last = null;
      cache.drop(this);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    expected.close();
    large.close();
    dropIfClosed();
  }
}
