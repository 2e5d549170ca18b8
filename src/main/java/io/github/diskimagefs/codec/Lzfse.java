package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;

/** LZFSE, the codec of ULFO images and of HFS+ compression types 11 and 12. */
public final class Lzfse {
  /** The longest distance that the entropy-coded blocks have is 262139. */
  private static final int HISTORY = 256 << 10;

  private Lzfse() {}

  /**
   * Decodes until the output is full or the end block is met.
   *
   * @return the number of bytes put out
   * @throws io.github.diskimagefs.MalformedImageException if the input is no such stream
   */
  public static int decode(byte[] in, int from, int length, byte[] out, int outFrom, int outLength)
      throws IOException {
    return LzDecoder.decode(
        new LzfseDecoder(new LzInput("LZFSE", in, from, length)), out, outFrom, outLength);
  }

  /** The decoded bytes of a stream of any length, with bounded memory. */
  public static InputStream stream(InputStream in) {
    return new LzStream(new LzfseDecoder(new LzInput("LZFSE", in)), HISTORY);
  }
}
