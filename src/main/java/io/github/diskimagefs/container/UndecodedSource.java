package io.github.diskimagefs.container;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sound that is there and cannot be read: whoever tries is told why. */
record UndecodedSource(String reason, long size) implements ByteSource {
  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    throw new UnsupportedImageException(reason);
  }

  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size - position));
  }
}
