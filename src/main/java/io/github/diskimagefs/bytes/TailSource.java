package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of another source from a position on, whose size need not be known. */
record TailSource(ByteSource parent, long offset) implements ByteSource {
  @Override
  public long size() {
    return Math.max(0, parent.size() - offset);
  }

  @Override
  public boolean sizeKnown() {
    return parent.sizeKnown();
  }

  @Override
  public boolean isSequential() {
    return parent.isSequential();
  }

  @Override
  public boolean likelyEndsWithin(long position, long length) {
    return parent.likelyEndsWithin(offset + position, length);
  }

  @Override
  public long sizeLimit() {
    return Math.max(0, parent.sizeLimit() - offset);
  }

  @Override
  public long clip(long position, long max) {
    return position > Long.MAX_VALUE - offset ? 0 : parent.clip(offset + position, max);
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    return position > Long.MAX_VALUE - offset ? -1 : parent.read(offset + position, target);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return parent.extent(Math.addExact(offset, position), length);
  }

  @Override
  public boolean isEncoded() {
    return parent.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    parent.prefetch(offset + position, length);
  }

  @Override
  public ByteSource tail(long start) {
    return start == 0 ? this : parent.tail(Math.addExact(offset, start));
  }
}
