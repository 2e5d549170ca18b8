package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Decoder of chunks of DEFLATE data (RFC 1951), with or without zlib's header and checksum. */
public final class Deflate {
  private Deflate() {}

  /**
   * Decodes a chunk. Bytes after the end of the compressed data are ignored.
   *
   * @param data the compressed data
   * @param length bytes of the chunk when decoded
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static byte[] decode(Struct data, int length, boolean zlib)
      throws MalformedImageException {
    byte[] chunk = new byte[length];
    try (DeflateDecoder decoder = new DeflateDecoder(zlib)) {
      decoder.decode(data, chunk, 0, length);
    }
    return chunk;
  }
}
