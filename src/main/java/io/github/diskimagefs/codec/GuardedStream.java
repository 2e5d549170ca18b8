package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stream of a library's decoder, whose runtime exceptions become malformed images. */
final class GuardedStream extends FilterInputStream {
  private final String codec;

  GuardedStream(String codec, InputStream source) {
    super(source);
    this.codec = codec;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (RuntimeException e) {
      throw malformed(codec, e);
    }
  }

  static MalformedImageException malformed(String codec, Exception cause) {
    return new MalformedImageException(
        codec, MalformedImageException.NO_OFFSET, "the stream is broken: " + cause, cause);
  }
}
