package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reader of continuation areas (SUSP §5.1). It keeps a window of the image, because the areas of a
 * directory are side by side. For one thread.
 */
final class Continuations {
  private static final int WINDOW = 4096;

  private final ByteSource image;
  private final int blockSize;
  private byte[] window;
  private Struct bytes;
  private long start;

  Continuations(ByteSource image, int blockSize) {
    this.image = image;
    this.blockSize = blockSize;
  }

  /** Reads an area, shorter where the image ends; returns null if it starts after the end. */
  Struct read(long block, long offset, int length) throws IOException {
    long position = block * blockSize + offset;
    if (!image.holds(position, 1)) {
      return null;
    }
    int requested = (int) image.clip(position, length);
    if (bytes == null || position < start || position + requested > start + bytes.length()) {
      int size = (int) image.clip(position, Math.max(requested, WINDOW));
      if (window == null || window.length != size) {
        window = new byte[size];
      }
      bytes = null;
      image.readFully(position, ByteBuffer.wrap(window));
      bytes = Struct.of("Continuation Area", window, position, ByteOrder.LITTLE_ENDIAN);
      start = position;
    }
    return bytes.slice((int) (position - start), requested);
  }
}
