package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;

/** LZFSE, the codec of ULFO images and of HFS+ compression types 11 and 12. */
public final class Lzfse {
  /** The longest distance in an entropy-coded block is 262,139 bytes. */
  private static final int HISTORY = 256 << 10;

  private Lzfse() {}

  /**
   * Decodes until the target is full or the end block is read.
   *
   * @return the number of bytes decoded
   * @throws io.github.diskimagefs.MalformedImageException if the source is not such a stream
   */
  public static int decode(
      byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
      throws IOException {
    return LzDecoder.decode(
        new LzfseDecoder(new LzInput("LZFSE", source, start, length)),
        target,
        targetStart,
        targetLength);
  }

  /** Returns the decoded bytes of a stream of any length; memory is bounded. */
  public static InputStream stream(InputStream source) {
    return new LzStream(new LzfseDecoder(new LzInput("LZFSE", source)), HISTORY);
  }
}
