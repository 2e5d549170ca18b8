package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Base class of sources that show another source byte for byte and do more when they are read. What
 * is asked without reading goes to that source. Closing leaves it open, unless overridden.
 */
public abstract class ForwardingSource implements ByteSource {
  /** The source that is shown. */
  protected final ByteSource source;

  /** For subclasses. */
  protected ForwardingSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public final long size() {
    return source.size();
  }

  @Override
  public final boolean sizeKnown() {
    return source.sizeKnown();
  }

  @Override
  public final long sizeLimit() {
    return source.sizeLimit();
  }

  @Override
  public final boolean isSequential() {
    return source.isSequential();
  }

  @Override
  public final boolean likelyEndsWithin(long position, long length) {
    return source.likelyEndsWithin(position, length);
  }

  @Override
  public final long clip(long position, long max) {
    return source.clip(position, max);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return source.extent(position, length);
  }

  @Override
  public long hole(long position) throws IOException {
    return source.hole(position);
  }

  @Override
  public boolean isEncoded() {
    return source.isEncoded();
  }

  @Override
  public final void prefetch(long position, long length) {
    source.prefetch(position, length);
  }

  @Override
  public void requireWhole() throws IOException {
    source.requireWhole();
  }
}
