package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Samples of 16 bits in the other byte order. */
public final class SwappedSource extends PositionalSource {
  /** One byte of each of four samples. */
  private static final long LOW = 0x00FF_00FF_00FF_00FFL;

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
      target.put(sample(position ^ 1));
      return 1;
    }
    int begin = target.position();
    int count = samples.read(position, target, requested & ~1);
    if (count % 2 != 0) {
      target.put(sample(position + count++));
    }
    int i = begin;
    for (; i <= begin + count - Long.BYTES; i += Long.BYTES) {
      long four = target.getLong(i); // the byte order of the buffer makes no difference
      target.putLong(i, ((four & LOW) << 8) | ((four >>> 8) & LOW));
    }
    for (; i < begin + count; i += 2) {
      byte first = target.get(i);
      target.put(i, target.get(i + 1)).put(i + 1, first);
    }
    return count;
  }

  @Override
  public boolean isEncoded() {
    return samples.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    samples.prefetch(position, length);
  }

  private byte sample(long position) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    samples.readFully(position, one);
    return one.get(0);
  }
}
