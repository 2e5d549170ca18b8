package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Base class of streams that read into arrays; a single byte is read into an array of one. */
public abstract class BulkInputStream extends InputStream {

  /** For subclasses. */
  protected BulkInputStream() {}

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    return length == 0 ? 0 : readSome(target, offset, length);
  }

  /**
   * Reads some bytes.
   *
   * @param length the most to read, at least 1
   * @return the count, at least 1; -1 at the end
   */
  protected abstract int readSome(byte[] target, int offset, int length) throws IOException;
}
