package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
    Inflater inflater = new Inflater(!zlib);
    try {
      inflater.setInput(data.bytes());
      int done = 0;
      while (done < length) {
        int count = inflater.inflate(chunk, done, length - done);
        if (count == 0
            && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
          throw data.mismatch(length + " bytes", done + " bytes");
        }
        done += count;
      }
      if (zlib && !inflater.finished()) {
        inflater.inflate(new byte[1]); // compares the checksum, which follows the last byte
      }
      return chunk;
    } catch (DataFormatException e) {
      throw data.malformed("DEFLATE data: %s", e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
