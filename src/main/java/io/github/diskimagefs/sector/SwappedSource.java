package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Samples of 16 bits in the other byte order. */
public final class SwappedSource extends PositionalSource {
  private final ByteSource samples;

  /** Swaps each pair of bytes; an odd last byte is left out. */
  public SwappedSource(ByteSource samples) {
    this.samples = samples;
  }

  @Override
  public long size() {
    return samples.size() & ~1L;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int requested = (int) Math.min(target.remaining(), size() - position);
    if (position % 2 != 0 || requested < 2) {
      ByteBuffer one = ByteBuffer.allocate(1);
      samples.readFully(position ^ 1, one);
      target.put(one.get(0));
      return 1;
    }
    int begin = target.position();
    int limit = target.limit();
    target.limit(begin + (requested & ~1));
    try {
      int count = samples.read(position, target);
      if (count % 2 != 0) {
        target.limit(begin + count + 1);
        samples.readFully(position + count, target);
        count++;
      }
      for (int i = begin; i < begin + count; i += 2) {
        byte first = target.get(i);
        target.put(i, target.get(i + 1)).put(i + 1, first);
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size() - position));
  }
}
