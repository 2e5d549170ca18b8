package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Equal pieces of a host file that is not mapped: pieces and gaps are read at once into the target,
 * and the pieces then moved together there, for a read of the host costs more than the gaps.
 */
record HostPieces(HostFile file, long first, int stride, int piece) {

  int read(long at, ByteBuffer target) throws IOException {
    int begin = target.position();
    while (target.hasRemaining()) {
      int count = some(at + target.position() - begin, target);
      if (count < 0) {
        break;
      }
    }
    int total = target.position() - begin;
    return total == 0 && target.hasRemaining() ? -1 : total;
  }

  private int some(long at, ByteBuffer target) throws IOException {
    int within = (int) (at % piece);
    long position = first + at / piece * stride + within;
    int begin = target.position();
    int limit = target.limit();
    int pieces = target.remaining() / stride;
    if (within != 0 || pieces < 2) {
      target.limit(begin + Math.min(target.remaining(), piece - within));
      try {
        return file.read(position, target);
      } finally {
        target.limit(limit);
      }
    }
    target.limit(begin + pieces * stride);
    int count;
    try {
      count = file.read(position, target);
    } finally {
      target.limit(limit);
      target.position(begin);
    }
    if (count < 0) {
      return count;
    }
    int kept = Math.min(count, piece);
    for (int from = stride; from < count; from += stride) {
      int part = Math.min(piece, count - from);
      target.put(begin + kept, target, begin + from, part);
      kept += part;
    }
    target.position(begin + kept);
    return kept;
  }
}
