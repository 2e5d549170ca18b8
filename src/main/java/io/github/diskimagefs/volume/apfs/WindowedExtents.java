package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Data stream of so many extents that only a part of them is held: the window around the position
 * read last.
 */
final class WindowedExtents extends PositionalSource {

  /** Reads a window. */
  @FunctionalInterface
  interface Loader {
    /** Reads the extents from the one that holds a position of the stream on. */
    ExtentWindow load(long position) throws IOException;
  }

  private final long size;
  private final Loader loader;
  private final ExtentWindow first;
  private volatile ExtentWindow current;

  WindowedExtents(ExtentWindow first, long size, Loader loader) {
    this.size = size;
    this.loader = loader;
    this.first = first;
    this.current = first;
  }

  @Override
  public long size() {
    return size;
  }

  private ExtentWindow window(long position) throws IOException {
    ExtentWindow window = current;
    if (!holds(window, position)) {
      window = holds(first, position) ? first : loader.load(position);
      current = window;
    }
    return window;
  }

  private static boolean holds(ExtentWindow window, long position) {
    return position >= window.start() && position - window.start() < window.size();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    ExtentWindow window = window(position);
    return window.read(position - window.start(), target);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    ExtentWindow window = window(position);
    long offset = position - window.start();
    return window.extent(offset, Math.min(covered, window.size() - offset));
  }

  @Override
  public boolean isEncoded() {
    return first.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    ExtentWindow window = current;
    if (holds(window, position)) {
      window.prefetch(position - window.start(), length);
    }
  }
}
