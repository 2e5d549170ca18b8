package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk in bands of one size, of which some are missing or short: zeros. */
abstract class BandSource extends PositionalSource {
  private final long size;
  private final long bandSize;

  BandSource(long size, long bandSize) {
    this.size = size;
    this.bandSize = bandSize;
  }

  /** The stored bytes of a band, at most a band's size; null if there are none. */
  abstract ByteSource band(long index) throws IOException;

  @Override
  public final long size() {
    return size;
  }

  @Override
  protected final int readAt(long position, ByteBuffer target) throws IOException {
    long within = position % bandSize;
    long left = Math.min(bandSize - within, size - position);
    ByteSource band = band(position / bandSize);
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(left, target.remaining()));
    try {
      return band != null && within < band.size()
          ? band.read(within, target)
          : ZeroSource.fill(target, left);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public final HostExtent extent(long position, long length) throws IOException {
    long within = position % bandSize;
    long left = Math.min(length, Math.min(bandSize - within, size - position));
    ByteSource band = band(position / bandSize);
    return band != null && within < band.size()
        ? band.extent(within, Math.min(left, band.size() - within))
        : HostExtent.computed(left);
  }
}
