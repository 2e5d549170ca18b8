package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source of which one range was read into memory, so that many small reads in it cost one. Its
 * other bytes are read where they are.
 */
public final class SpanSource extends PositionalSource {
  private final ByteSource source;
  private final long start;
  private final byte[] span;

  /**
   * Reads the range.
   *
   * @param source which stays open
   * @param start of the range, which ends at or before the end of the source
   * @param length in bytes; the caller has bounded it
   */
  public SpanSource(ByteSource source, long start, int length) throws IOException {
    this.source = source;
    this.start = start;
    this.span = source.readFully(start, length);
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    long within = position - start;
    if (within < 0 || within >= span.length) {
      return source.read(position, target);
    }
    int count = (int) Math.min(target.remaining(), span.length - within);
    target.put(span, (int) within, count);
    return count;
  }
}
