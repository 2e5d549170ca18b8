package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of a file that are read together: a few headers, or many of records of a few bytes. */
final class HeaderWindow {
  private static final int MAX_LENGTH = 512;

  private final ByteSource file;
  private final byte[] bytes = new byte[MAX_LENGTH];
  private long start;
  private int length;

  HeaderWindow(ByteSource file) {
    this.file = file;
  }

  /** Returns a byte of the file, from 0 to 255. */
  int u8(long offset) throws IOException {
    if (offset < start || offset >= start + length) {
      start = offset;
      length = (int) Math.min(MAX_LENGTH, file.size() - offset);
      file.readFully(offset, ByteBuffer.wrap(bytes, 0, length));
    }
    return bytes[(int) (offset - start)] & 0xFF;
  }
}
