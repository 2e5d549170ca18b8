package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;

/** A disk in bands of one size, of which some are missing or short: zeros. */
abstract class BandSource extends SegmentedSource {
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
  protected final long segment(long position) {
    return position / bandSize;
  }

  @Override
  protected final long remaining(long index, long position) {
    return bandSize - position % bandSize;
  }

  @Override
  protected final ByteSource stored(long index, long position) throws IOException {
    ByteSource band = band(index);
    return band != null && position % bandSize < band.size() ? band : null;
  }

  @Override
  protected final long storedOffset(long index, long position) {
    return position % bandSize;
  }

  /** Never: bands are opened by the reader alone. */
  @Override
  public final boolean isEncoded() {
    return false;
  }

  @Override
  public final void prefetch(long position, long length) {}
}
