package io.github.diskimagefs.codec;

import java.io.IOException;

/** LZVN, the codec of HFS+ compression types 7 and 8 and of {@code bvxn} blocks of LZFSE. */
public final class Lzvn {
  private Lzvn() {}

  /**
   * Decodes until the target is full, the end mark is read or the source ends.
   *
   * @return the number of bytes decoded
   * @throws io.github.diskimagefs.MalformedImageException if the source is not such a stream
   */
  public static int decode(
      byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
      throws IOException {
    return LzDecoder.decode(
        new LzvnDecoder(new LzInput("LZVN", source, start, length)),
        target,
        targetStart,
        targetLength);
  }
}
