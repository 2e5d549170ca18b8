package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A read of equal pieces of a host file that is not mapped. Pieces and gaps are read together,
 * because another read of the host costs more than the gaps, into a buffer outside the heap that
 * fits into the processor's cache; the pieces are copied from there.
 */
record StridedHostRead(HostFile file, long first, int stride, int piece) {
  /** Maximum bytes of one read, and so the maximum stride. */
  static final int MAX_READ_BYTES = 128 << 10;

  /** Idle buffers, striped by thread id. */
  private static final AtomicReferenceArray<ByteBuffer> SPARES = new AtomicReferenceArray<>(16);

  int read(long offset, ByteBuffer target) throws IOException {
    int begin = target.position();
    int place = (int) (Thread.currentThread().getId() % SPARES.length());
    ByteBuffer spare = SPARES.getAndSet(place, null);
    ByteBuffer buffer = spare == null ? ByteBuffer.allocateDirect(MAX_READ_BYTES) : spare;
    try {
      while (target.hasRemaining() && some(offset + target.position() - begin, buffer, target)) {
        // Until it is full or the file ends.
      }
    } finally {
      SPARES.set(place, buffer);
    }
    int total = target.position() - begin;
    return total == 0 && target.hasRemaining() ? -1 : total;
  }

  private boolean some(long offset, ByteBuffer buffer, ByteBuffer target) throws IOException {
    int within = (int) (offset % piece);
    int requested = Math.min(target.remaining(), MAX_READ_BYTES / stride * piece - within);
    long begin = position(offset);
    buffer.clear().limit((int) (position(offset + requested - 1) + 1 - begin));
    int count = file.read(begin, buffer);
    if (count < 0) {
      return false;
    }
    int kept = target.position();
    for (int gone = -within; gone < count; gone += stride) {
      int start = Math.max(gone, 0);
      int length = Math.min(gone + piece, count) - start;
      target.put(kept, buffer, start, length);
      kept += length;
    }
    target.position(kept);
    return true;
  }

  private long position(long offset) {
    return first + offset / piece * stride + offset % piece;
  }
}
