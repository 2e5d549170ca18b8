package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A source of which one range was read into memory, so that many small reads in it cost one. Its
 * other bytes are read where they are.
 */
public final class SpanSource extends PositionalSource {
  private final ByteSource source;
  private final long start;
  private final byte[] span;

  /** Offset in the image of the first byte of the range. */
  private final long firstByte;

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
    this.firstByte = Struct.imageOffset(source, start);
  }

  /**
   * Returns bytes of the range as a structure, without a copy.
   *
   * @return null if not all of them are in the range
   */
  public Struct struct(String name, long position, int length, ByteOrder order) throws IOException {
    long within = position - start;
    return within < 0 || within > span.length - length
        ? null
        : Struct.of(name, span, firstByte, order).slice((int) within, length);
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
