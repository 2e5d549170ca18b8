package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;

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
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
