package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A decoder of many chunks of DEFLATE data (RFC 1951), which is faster than a new one for each
 * small chunk. It is used by one thread at a time.
 */
public final class DeflateDecoder implements AutoCloseable {
  private final Inflater inflater;
  private final boolean zlib;

  /**
   * Creates a decoder.
   *
   * @param zlib whether the data have the header and checksum of RFC 1950
   */
  public DeflateDecoder(boolean zlib) {
    this.inflater = new Inflater(!zlib);
    this.zlib = zlib;
  }

  /**
   * Decodes a chunk. Bytes after the end of the compressed data are ignored.
   *
   * @param data the compressed data
   * @param target receives the bytes
   * @param start where they start in {@code target}
   * @param length their number; the chunk may have more
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public void decode(Struct data, byte[] target, int start, int length)
      throws MalformedImageException {
    try {
      inflater.reset();
      inflater.setInput(data.bytes());
      int done = 0;
      while (done < length) {
        int count = inflater.inflate(target, start + done, length - done);
        if (count == 0
            && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
          throw data.mismatch(length + " bytes", done + " bytes");
        }
        done += count;
      }
      if (zlib && !inflater.finished()) {
        inflater.inflate(new byte[1]); // compares the checksum, which follows the last byte
      }
    } catch (DataFormatException e) {
      throw data.malformed("DEFLATE data: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
