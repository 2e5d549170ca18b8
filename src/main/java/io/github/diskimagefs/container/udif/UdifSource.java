package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostRun;
import io.github.diskimagefs.bytes.ReadAhead;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk that the runs of a UDIF image make. */
final class UdifSource implements ByteSource {
  private final ByteSource data;
  private final Runs runs;
  private final ChunkCache cache;
  private final RunDecoder decoder;
  private final LargeRuns large;
  private final ReadAhead ahead;

  /** The chunk read last, so that a cache too small for one does not decode it for every read. */
  private volatile Recent last;

  private record Recent(long key, Chunk chunk) {}

  UdifSource(ByteSource data, Runs runs, ChunkCache cache) {
    this(data, runs, cache, RunDecoder.LARGEST_CHUNK);
  }

  UdifSource(ByteSource data, Runs runs, ChunkCache cache, int largestChunk) {
    this.data = data;
    this.runs = runs;
    this.cache = cache;
    this.decoder = new RunDecoder(data, runs, largestChunk);
    this.large = new LargeRuns(decoder, runs);
    this.ahead = new ReadAhead(cache.bound() / 4, this::prepare);
  }

  @Override
  public long size() {
    return runs.size();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= size()) {
      return -1;
    }
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
      return zeros(runs.start(-1 - run) - position, target);
    }
    long within = position - runs.start(run);
    BlockType type = runs.type(run);
    if (type == BlockType.RAW) {
      return raw(run, within, target);
    }
    if (!type.compressed()) {
      return zeros(runs.end(run) - position, target);
    }
    Chunk chunk;
    int from;
    if (decoder.whole(run)) {
      chunk = chunk(key(run, 0));
      from = (int) within;
    } else {
      int window = (int) (within / LargeRuns.WINDOW);
      chunk = chunk(key(run, window + 1));
      from = (int) (within % LargeRuns.WINDOW);
    }
    return chunk.copy(from, target);
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

  private static int zeros(long left, ByteBuffer target) {
    int count = (int) Math.min(left, target.remaining());
    int rest = count;
    for (; rest >= Long.BYTES; rest -= Long.BYTES) {
      target.putLong(0);
    }
    for (; rest > 0; rest--) {
      target.put((byte) 0);
    }
    return count;
  }

  private static long key(int run, int window) {
    return (long) window << 32 | run;
  }

  private Chunk chunk(long key) throws IOException {
    Recent recent = last;
    if (recent != null && recent.key == key) {
      return recent.chunk;
    }
    ahead.touched(key, key >>> 32 == 0 ? runs.size((int) key) : LargeRuns.WINDOW);
    Chunk chunk = cache.chunk(this, key, this::decode);
    last = new Recent(key, chunk);
    return chunk;
  }

  private Chunk decode(long key) throws IOException {
    int window = (int) (key >>> 32);
    return window == 0 ? decoder.decode((int) key) : large.window((int) key, window - 1);
  }

  /** Decodes a chunk that nobody waits for yet; says which one follows. */
  private long prepare(long key, boolean decode) throws IOException {
    if (decode && !cache.holds(this, key)) {
      cache.chunk(this, key, this::decode);
    }
    int run = (int) key;
    int window = (int) (key >>> 32);
    if (window > 0 && (long) window * LargeRuns.WINDOW < runs.size(run)) {
      return key(run, window + 1);
    }
    for (run++; run < runs.count(); run++) {
      if (runs.type(run).compressed()) {
        return key(run, decoder.whole(run) ? 0 : 1);
      }
    }
    return ReadAhead.NONE;
  }

  @Override
  public HostRun run(long position, long length) throws IOException {
    int run = runs.find(position);
    if (run < 0) {
      return HostRun.computed(Math.min(length, runs.start(-1 - run) - position));
    }
    long left = Math.min(length, runs.end(run) - position);
    if (runs.type(run) != BlockType.RAW) {
      return HostRun.computed(left);
    }
    long within = position - runs.start(run);
    if (within >= runs.length(run)) {
      return HostRun.computed(left);
    }
    return data.run(runs.offset(run) + within, Math.min(left, runs.length(run) - within));
  }

  @Override
  public void close() throws IOException {
    ahead.close();
    large.close();
    last = null;
    cache.drop(this);
  }
}
