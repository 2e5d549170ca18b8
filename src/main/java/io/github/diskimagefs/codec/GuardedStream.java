package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;

/** Stream of a library's decoder, whose runtime exceptions become malformed images. */
final class GuardedStream extends BulkInputStream {
  private final String codec;
  private final InputStream source;

  GuardedStream(String codec, InputStream source) {
    this.codec = codec;
    this.source = source;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return source.read(target, offset, length);
    } catch (RuntimeException e) {
      throw malformed(codec, e);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  static MalformedImageException malformed(String codec, Exception cause) {
    return new MalformedImageException(
        codec, MalformedImageException.NO_OFFSET, "the stream is broken: " + cause, cause);
  }
}
