package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.tukaani.xz.LZMAInputStream;

/**
 * Decoder of LZMA streams without the headers of .xz, by XZ for Java; without that library it is an
 * unsupported feature.
 */
public final class Lzma {
  private static final int MAX_PROPERTIES = 224;

  private Lzma() {}

  /**
   * Decodes the stream of a chunk.
   *
   * @param data the range coder's bytes; the first one is 0
   * @param properties {@code (pb * 5 + lp) * 9 + lc}
   * @param length bytes of the chunk when decoded, which serve as the dictionary
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static byte[] decode(Struct data, int properties, int length) throws IOException {
    return decode(
        new ByteArrayInputStream(data.bytes(), 0, data.length()), data, properties, length);
  }

  /**
   * Decodes a MicroLZMA stream, in which the properties, inverted, stand in place of the first
   * byte.
   *
   * @param data the stream
   * @param length bytes of the chunk when decoded, which serve as the dictionary
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static byte[] decodeMicro(Struct data, int length) throws IOException {
    int properties = data.u8(0) ^ 0xFF;
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[1]),
            new ByteArrayInputStream(data.bytes(), 1, data.length() - 1));
    return decode(in, data, properties, length);
  }

  private static byte[] decode(InputStream in, Struct data, int properties, int length)
      throws IOException {
    if (properties > MAX_PROPERTIES) {
      throw data.malformed("LZMA properties %d", properties);
    }
    byte[] chunk = new byte[length];
    try {
      int count = Library.decode(in, chunk, properties);
      if (count < length) {
        throw data.malformed("ends after %d of %d bytes", count, length);
      }
    } catch (LinkageError e) {
      throw MissingLibrary.exception("LZMA", MissingLibrary.XZ, e);
    } catch (MalformedImageException | UnsupportedImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw data.malformed("LZMA data are damaged");
    }
    return chunk;
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static int decode(InputStream in, byte[] chunk, int properties) throws IOException {
      // A size of -1 lets a stream go on without an end marker until the chunk is full.
      try (InputStream lzma =
          new LZMAInputStream(in, -1, (byte) properties, Math.max(4096, chunk.length))) {
        return lzma.readNBytes(chunk, 0, chunk.length);
      }
    }
  }
}
