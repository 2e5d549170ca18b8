package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of another source, which may promise more than that source has. */
final class SliceSource extends PositionalSource {
  private final ByteSource parent;
  private final long offset;
  private final long length;

  SliceSource(ByteSource parent, long offset, long length) {
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("slice of " + length + " bytes at " + offset);
    }
    if (parent instanceof SliceSource slice && offset + length <= slice.length) {
      this.parent = slice.parent;
      this.offset = slice.offset + offset;
    } else {
      this.parent = parent;
      this.offset = offset;
    }
    this.length = length;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long left = length - position;
    if (target.remaining() > left) {
      target.limit(target.position() + (int) left);
    }
    try {
      int count = parent.read(offset + position, target);
      if (count < 0) {
        throw beyond(position);
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public int readStrided(long first, int stride, int piece, long at, ByteBuffer target)
      throws IOException {
    long last = at + Math.max(0, target.remaining() - 1);
    if (first + last / piece * stride + last % piece >= length) {
      return super.readStrided(first, stride, piece, at, target);
    }
    return parent.readStrided(offset + first, stride, piece, at, target);
  }

  @Override
  public HostExtent extent(long position, long requested) throws IOException {
    long covered = HostExtent.clip(this, position, requested);
    if (offset + position >= parent.size()) {
      throw beyond(position);
    }
    return parent.extent(offset + position, covered);
  }

  @Override
  public boolean isEncoded() {
    return parent.isEncoded();
  }

  @Override
  public void prefetch(long position, long requested) {
    if (position < length) {
      parent.prefetch(offset + position, Math.min(requested, length - position));
    }
  }

  /** Nothing is whole wherever it is said to lie: some writers give empty files any place. */
  @Override
  public void requireWhole() throws IOException {
    if (length > 0 && offset + length > parent.size()) {
      throw beyond(0);
    }
  }

  private MalformedImageException beyond(long position) throws IOException {
    long end = parent.size();
    long known = Math.min(offset, end - 1);
    HostExtent run = known < 0 ? HostExtent.computed(1) : parent.extent(known, 1);
    long shift = run.stored() ? run.offset() - known : 0;
    return new MalformedImageException(
        "image",
        shift + offset + position,
        "truncated: " + (length - position) + " bytes needed, the data end at " + (shift + end));
  }
}
