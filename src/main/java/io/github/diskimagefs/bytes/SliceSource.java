package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of another source. It may extend past the end of that source, where reads throw. */
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
  public boolean isSequential() {
    return parent.isSequential();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    long left = length - position;
    int count =
        target.remaining() <= left
            ? parent.read(offset + position, target)
            : parent.read(offset + position, target, (int) left);
    if (count < 0) {
      throw truncated(position);
    }
    return count;
  }

  @Override
  public int readStrided(long first, int stride, int piece, long start, ByteBuffer target)
      throws IOException {
    long last = start + Math.max(0, target.remaining() - 1);
    if (first + last / piece * stride + last % piece >= length) {
      return super.readStrided(first, stride, piece, start, target);
    }
    return parent.readStrided(offset + first, stride, piece, start, target);
  }

  @Override
  public HostExtent extent(long position, long requested) throws IOException {
    long covered = HostExtent.clip(this, position, requested);
    if (!parent.holds(offset + position, 1)) {
      throw truncated(position);
    }
    return parent.extent(offset + position, covered);
  }

  @Override
  public long hole(long position) throws IOException {
    return position < length ? Math.min(parent.hole(offset + position), length - position) : 0;
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

  /**
   * Accepts an empty part at any offset, because some writers give empty files one past the end.
   */
  @Override
  public void requireWhole() throws IOException {
    if (length > 0 && !parent.holds(offset, length)) {
      throw truncated(0);
    }
  }

  private MalformedImageException truncated(long position) throws IOException {
    return truncated(parent, offset + position, length - position);
  }

  /** Returns the error of a source that ends before or within a range needed of it. */
  static MalformedImageException truncated(ByteSource source, long offset, long needed)
      throws IOException {
    long end = source.size();
    long known = Math.min(offset, end - 1);
    HostExtent extent = known < 0 ? HostExtent.computed(1) : source.extent(known, 1);
    long shift = extent.stored() ? extent.offset() - known : 0;
    return new MalformedImageException(
        "image",
        shift + offset,
        "truncated: " + needed + " bytes needed, the data end at " + (shift + end));
  }
}
