package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The chunk table: for each chunk its type and the bytes that it takes. Where chunks are is the sum
 * of these, which is kept for some of them as far as the table was read. Safe for use by many
 * threads without a lock; two may compute the same sum.
 */
final class IszChunkTable {
  /** Types of chunks, as the two upper bits of an entry. */
  static final int ZERO = 0;

  static final int STORED = 1;
  static final int ZLIB = 2;
  static final int BZIP2 = 3;

  private static final int MIN_STEP = 256;

  /** Maximum number of sums that are kept. */
  private static final int MAX_SUMS = 1 << 16;

  private static final long UNKNOWN = -1;

  private final IszHeader header;
  private final PageCache file;
  private final int step;
  private final AtomicLongArray sums;

  IszChunkTable(ByteSource file, IszHeader header) {
    this.header = header;
    this.file = new PageCache(file, ByteOrder.LITTLE_ENDIAN);
    this.step = (int) Math.max(MIN_STEP, header.chunks() / MAX_SUMS + 1);
    this.sums = new AtomicLongArray((int) (header.chunks() / step) + 1);
    for (int i = 1; i < sums.length(); i++) {
      sums.set(i, UNKNOWN);
    }
  }

  private long entry(long chunk) throws IOException {
    long value = 0;
    for (int i = 0; i < header.pointerLength(); i++) {
      long offset = chunk * header.pointerLength() + i;
      int stored = file.u8("ISZ chunk table", header.chunkTable() + offset);
      value |= (long) IszObfuscation.clear(stored, offset) << (8 * i);
    }
    return value;
  }

  private int lengthBits() {
    return 8 * header.pointerLength() - 2;
  }

  /** Returns the type of a chunk. */
  int type(long chunk) throws IOException {
    return header.chunkTable() == 0 ? STORED : (int) (entry(chunk) >>> lengthBits());
  }

  /** Returns the bytes of the file that a chunk takes; a chunk of zeros takes none. */
  long length(long chunk) throws IOException {
    if (header.chunkTable() == 0) {
      return Math.min(header.chunkSize(), header.size() - chunk * header.chunkSize());
    }
    long entry = entry(chunk);
    return entry >>> lengthBits() == ZERO ? 0 : entry & ((1L << lengthBits()) - 1);
  }

  /** Returns the bytes that all chunks before one take. */
  long sum(long chunk) throws IOException {
    if (header.chunkTable() == 0) {
      return chunk * header.chunkSize();
    }
    int known = (int) (chunk / step);
    while (sums.get(known) == UNKNOWN) {
      known--;
    }
    long sum = sums.get(known);
    for (long i = (long) known * step; i < chunk; i++) {
      if (i % step == 0) {
        sums.set((int) (i / step), sum);
      }
      sum += length(i);
    }
    return sum;
  }
}
