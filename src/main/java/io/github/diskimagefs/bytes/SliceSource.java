package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of another source, which may promise more than that source has. */
final class SliceSource implements ByteSource {
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
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
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
  public HostRun run(long position, long wanted) throws IOException {
    if (offset + position >= parent.size()) {
      throw beyond(position);
    }
    return parent.run(offset + position, Math.min(wanted, length - position));
  }

  private MalformedImageException beyond(long position) {
    return new MalformedImageException(
        "image",
        offset + position,
        "truncated: " + (length - position) + " bytes needed, the data end at " + parent.size());
  }
}
