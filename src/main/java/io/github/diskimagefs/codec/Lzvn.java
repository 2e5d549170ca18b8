package io.github.diskimagefs.codec;

import java.io.IOException;

/** LZVN, the codec of HFS+ compression types 7 and 8 and of {@code bvxn} blocks of LZFSE. */
public final class Lzvn {
  private Lzvn() {}

  /**
   * Decodes until the output is full, the end mark is met or the input ends.
   *
   * @return the number of bytes put out
   * @throws io.github.diskimagefs.MalformedImageException if the input is no such stream
   */
  public static int decode(byte[] in, int from, int length, byte[] out, int outFrom, int outLength)
      throws IOException {
    return LzDecoder.decode(
        new LzvnDecoder(new LzInput("LZVN", in, from, length)), out, outFrom, outLength);
  }
}
