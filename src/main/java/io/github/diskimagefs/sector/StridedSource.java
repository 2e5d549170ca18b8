package io.github.diskimagefs.sector;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The same part of each sector, joined: user data without headers, or audio without sub-channel.
 * Nothing is copied; reads go to the stored sectors.
 */
final class StridedSource extends PositionalSource {
  private final ByteSource sectors;
  private final int first;
  private final int stride;
  private final int piece;
  private final long size;

  private StridedSource(ByteSource sectors, int first, int stride, int piece, long count) {
    this.sectors = sectors;
    this.first = first;
    this.stride = stride;
    this.piece = piece;
    this.size = Math.multiplyExact(count, piece);
  }

  /**
   * Returns the {@code piece} bytes at offset {@code first} of each of {@code count} sectors, which
   * start {@code stride} bytes apart.
   */
  static ByteSource of(ByteSource sectors, int first, int stride, int piece, long count) {
    return stride == piece
        ? sectors.slice(first, Math.multiplyExact(count, piece))
        : new StridedSource(sectors, first, stride, piece, count);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), size - position));
    try {
      int count = sectors.readStrided(first, stride, piece, position, target);
      if (count < 0) {
        throw new MalformedImageException(
            "sector " + position / piece,
            MalformedImageException.NO_OFFSET,
            "the data end at byte " + sectors.size() + ", before or within this sector");
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    return sectors.extent(stored(position), Math.min(covered, piece - position % piece));
  }

  @Override
  public boolean isEncoded() {
    return sectors.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    if (position < size && length > 0) {
      long start = stored(position);
      sectors.prefetch(start, stored(position + Math.min(length, size - position) - 1) + 1 - start);
    }
  }

  /** Returns the position of a byte in the stored sectors. */
  private long stored(long position) {
    return first + position / piece * stride + position % piece;
  }

  @Override
  public ByteSource slice(long offset, long length) {
    if (offset % piece == 0 && length % piece == 0 && offset <= size - length && length > 0) {
      long start = offset / piece * stride;
      return new StridedSource(
          sectors.slice(start, Math.max(0, sectors.size() - start)),
          first,
          stride,
          piece,
          length / piece);
    }
    return super.slice(offset, length);
  }
}
