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

  /** Length of the header of .lzma, and the offset of the size in it. */
  private static final int ALONE_HEADER = 13;

  private static final int ALONE_SIZE = 5;

  private Lzma() {}

  /**
   * Decodes the stream of a chunk of known size.
   *
   * @param chunk receives the decoded bytes and serves as the dictionary
   * @param data the range coder's bytes; the first one is 0
   * @param properties {@code (pb * 5 + lp) * 9 + lc}
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fill(byte[] chunk, Struct data, int properties) throws IOException {
    fill(chunk, new ByteArrayInputStream(data.bytes(), 0, data.length()), data, properties);
  }

  /**
   * Decodes a MicroLZMA stream of known size, in which the properties, inverted, stand in place of
   * the first byte.
   *
   * @param chunk receives the decoded bytes and serves as the dictionary
   * @param data the stream
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fillFromMicro(byte[] chunk, Struct data) throws IOException {
    int properties = data.u8(0) ^ 0xFF;
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[1]),
            new ByteArrayInputStream(data.bytes(), 1, data.length() - 1));
    fill(chunk, in, data, properties);
  }

  /**
   * Decodes a stream with the header of .lzma: the properties, the dictionary's size and that of
   * the data, which is taken for unknown if they do not fit.
   *
   * @param target receives the decoded bytes from its start on and serves as the dictionary
   * @return their number; fewer than the header states if an end mark comes before
   * @throws MalformedImageException if the data are damaged or cut
   */
  public static int decodeAlone(Struct data, byte[] target) throws IOException {
    long size = data.littleEndian().s64(ALONE_SIZE);
    int max = size < 0 || size > target.length ? target.length : (int) size;
    return decode(
        new ByteArrayInputStream(data.bytes(), ALONE_HEADER, data.length() - ALONE_HEADER),
        data,
        data.u8(0),
        target,
        max);
  }

  /**
   * Decodes a stream of unknown size until an end mark or the target's end.
   *
   * @param data the range coder's bytes
   * @param properties {@code (pb * 5 + lp) * 9 + lc}
   * @param target receives the decoded bytes from its start on and serves as the dictionary
   * @return their number
   * @throws MalformedImageException if the data are damaged or cut
   */
  public static int decode(Struct data, int properties, byte[] target) throws IOException {
    return decode(
        new ByteArrayInputStream(data.bytes(), 0, data.length()),
        data,
        properties,
        target,
        target.length);
  }

  private static void fill(byte[] chunk, InputStream in, Struct data, int properties)
      throws IOException {
    int count = decode(in, data, properties, chunk, chunk.length);
    if (count < chunk.length) {
      throw data.malformed("ends after %d of %d bytes", count, chunk.length);
    }
  }

  private static int decode(InputStream in, Struct data, int properties, byte[] target, int max)
      throws IOException {
    if (properties > MAX_PROPERTIES) {
      throw data.malformed("LZMA properties %d", properties);
    }
    try {
      return Library.decode(in, target, max, properties);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("LZMA", MissingLibrary.XZ, e);
    } catch (MalformedImageException | UnsupportedImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw data.malformed("LZMA data are damaged");
    }
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static int decode(InputStream in, byte[] chunk, int max, int properties) throws IOException {
      int dictionary = Math.max(4096, chunk.length);
      try (DictionaryMemory.Share share = DictionaryMemory.SHARED.ofChunk("LZMA")) {
        share.require(dictionary);
        // A size of -1 lets a stream go on without an end marker until the chunk is full.
        try (InputStream lzma = new LZMAInputStream(in, -1, (byte) properties, dictionary)) {
          return lzma.readNBytes(chunk, 0, max);
        }
      }
    }
  }
}
