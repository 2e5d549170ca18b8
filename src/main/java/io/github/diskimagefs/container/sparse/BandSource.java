package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.EqualSegments;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import java.io.IOException;

/** An open disk in bands of one size, of which some are missing or short: zeros. */
abstract class BandSource extends EqualSegments implements Container {
  private final long bandSize;

  BandSource(long size, long bandSize) {
    super(size, bandSize);
    this.bandSize = bandSize;
  }

  final long bandSize() {
    return bandSize;
  }

  @Override
  public final Content content() {
    return new Content.BlockDevice(this);
  }

  @Override
  public void close() throws IOException {}

  /** Returns the stored bytes of a band, up to a band's size; null if there are none. */
  abstract ByteSource band(long index) throws IOException;

  @Override
  protected final ByteSource stored(long index, long position) throws IOException {
    ByteSource band = band(index);
    return band != null && within(position) < band.size() ? band : null;
  }

  @Override
  protected final boolean isHole(long index) {
    return true; // no band, or one that ends before
  }

  @Override
  protected final long storedOffset(long index, long position) {
    return within(position);
  }

  /** Returns false: a band is opened by the thread that reads it. */
  @Override
  public final boolean isEncoded() {
    return false;
  }

  @Override
  public final void prefetch(long position, long length) {}
}
