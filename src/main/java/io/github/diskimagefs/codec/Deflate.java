package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;

/** Decoder of chunks of DEFLATE data (RFC 1951), with or without zlib's header and checksum. */
public final class Deflate {
  private static final int ZLIB_HEADER = 2;
  private static final int ZLIB_METHOD = 8;
  private static final int ZLIB_DICTIONARY = 0x20;
  private static final int ADLER = 4;

  private Deflate() {}

  /**
   * Decodes a chunk of known size. Bytes after the end of the compressed data are ignored.
   *
   * @param chunk receives the decoded bytes
   * @param data the compressed data
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fill(byte[] chunk, Struct data, boolean zlib) throws IOException {
    decode(data, chunk, 0, chunk.length, zlib);
  }

  /**
   * Decodes a chunk of known size that an image stores.
   *
   * @param chunk receives the decoded bytes
   * @param data the compressed data
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fill(byte[] chunk, StoredData data, boolean zlib) throws IOException {
    decode(data, chunk, 0, chunk.length, zlib);
  }

  /**
   * Decodes a chunk into a part of an array. Bytes after the end of the compressed data are
   * ignored.
   *
   * @param data the compressed data
   * @param target receives the decoded bytes
   * @param start where they start in {@code target}
   * @param length their number; the chunk may have more
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void decode(Struct data, byte[] target, int start, int length, boolean zlib)
      throws IOException {
    decode(PackedInput.of(data), target, start, length, zlib);
  }

  /**
   * Decodes a chunk that an image stores into a part of an array, as {@link #decode(Struct, byte[],
   * int, int, boolean)} does.
   *
   * @param data the compressed data
   * @param target receives the decoded bytes
   * @param start where they start in {@code target}
   * @param length their number; the chunk may have more
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void decode(StoredData data, byte[] target, int start, int length, boolean zlib)
      throws IOException {
    decode(PackedInput.of(data), target, start, length, zlib);
  }

  private static void decode(PackedInput data, byte[] target, int start, int length, boolean zlib)
      throws IOException {
    requireAll(data, length, decode(data, target, start, length, zlib, false));
  }

  /**
   * Decodes a chunk of unknown size. Bytes after the end of the compressed data are ignored.
   *
   * @param data the compressed data
   * @param target receives the decoded bytes from its start on
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @return their number
   * @throws MalformedImageException if the data are damaged or cut, or give more bytes than fit
   */
  public static int decode(Struct data, byte[] target, boolean zlib) throws IOException {
    return decode(PackedInput.of(data), target, 0, target.length, zlib, true);
  }

  /**
   * Decodes a chunk of unknown size that an image stores. Bytes after the end of the compressed
   * data are ignored.
   *
   * @param data the compressed data
   * @param target receives the decoded bytes from its start on
   * @param zlib whether the data have the header and checksum of RFC 1950
   * @return their number
   * @throws MalformedImageException if the data are damaged or cut, or give more bytes than fit
   */
  public static int decode(StoredData data, byte[] target, boolean zlib) throws IOException {
    return decode(PackedInput.of(data), target, 0, target.length, zlib, true);
  }

  /**
   * Decodes zlib data without its header, because the virtual machine computes the checksum faster
   * than zlib does.
   *
   * @param whole whether the data must end where they fill the target at the latest
   */
  private static int decode(
      PackedInput data, byte[] target, int start, int length, boolean zlib, boolean whole)
      throws IOException {
    RawInflater inflater = RawInflater.take(data);
    try {
      return decode(data, inflater, target, start, length, zlib, whole);
    } finally {
      inflater.giveBack();
    }
  }

  /** Decodes a raw chunk of known size by an inflater that has its data. */
  static void decode(PackedInput data, RawInflater inflater, byte[] target, int start, int length)
      throws IOException {
    requireAll(data, length, decode(data, inflater, target, start, length, false, false));
  }

  private static void requireAll(PackedInput data, int length, int count)
      throws MalformedImageException {
    if (count < length) {
      throw data.mismatch(length + " bytes", count + " bytes");
    }
  }

  private static int decode(
      PackedInput data,
      RawInflater inflater,
      byte[] target,
      int start,
      int length,
      boolean zlib,
      boolean whole)
      throws IOException {
    try {
      int first = zlib ? header(data, inflater) : 0;
      inflater.skipHeader(first);
      int done = 0;
      int count;
      do {
        count = inflater.inflate(target, start + done, length - done);
        done += count;
      } while (count > 0 && done < length);
      boolean more = false;
      if (!inflater.finished()) {
        // The end mark follows the last byte.
        more = inflater.hasMore();
        if (whole && (more || !inflater.finished())) {
          throw data.malformed("DEFLATE data do not end after %d bytes", done);
        }
      }
      if (zlib && inflater.finished() && !more) {
        check(data, inflater, first + inflater.used(), target, start, done);
      }
      return done;
    } catch (DataFormatException e) {
      throw data.malformed("DEFLATE data: %s", e.getMessage());
    }
  }

  /** Checks zlib's header (RFC 1950, 2.2); returns its length. */
  private static int header(PackedInput data, RawInflater in) throws IOException {
    int fields = (int) in.number(0, ZLIB_HEADER);
    int method = fields >> 8;
    int flags = fields & 0xFF;
    if ((method & 0xF) != ZLIB_METHOD || fields % 31 != 0 || (flags & ZLIB_DICTIONARY) != 0) {
      throw data.malformed("DEFLATE data: zlib header %02x%02x", method, flags);
    }
    return ZLIB_HEADER;
  }

  /** Compares the checksum; data that end before it are left unchecked. */
  private static void check(
      PackedInput data, RawInflater in, int offset, byte[] decoded, int start, int length)
      throws IOException {
    if (offset > data.length() - ADLER) {
      return;
    }
    Adler32 adler = new Adler32();
    adler.update(decoded, start, length);
    long stored = in.number(offset, ADLER);
    if (stored != adler.getValue()) {
      throw data.malformed(
          "DEFLATE data: checksum %08x, but %08x is stored", adler.getValue(), stored);
    }
  }
}
