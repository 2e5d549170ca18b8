package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decoder of chunks of DEFLATE data (RFC 1951), with or without zlib's header and checksum. */
public final class Deflate {
  private static final int ZLIB_HEADER = 2;
  private static final int ZLIB_METHOD = 8;
  private static final int ZLIB_DICTIONARY = 0x20;
  private static final int ADLER = 4;

  /** Idle inflaters, whose creation takes as long as the decoding of a small chunk. */
  private static final ArrayBlockingQueue<Inflater> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors() + 2);

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
    decode(data, chunk, 0, length, zlib);
    return chunk;
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
      throws MalformedImageException {
    int count = decode(data, target, start, length, zlib, false);
    if (count < length) {
      throw data.mismatch(length + " bytes", count + " bytes");
    }
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
  public static int decode(Struct data, byte[] target, boolean zlib)
      throws MalformedImageException {
    return decode(data, target, 0, target.length, zlib, true);
  }

  /**
   * Decodes zlib data without its header, because the virtual machine computes the checksum faster
   * than zlib does.
   *
   * @param whole whether the data must end where they fill the target at the latest
   */
  private static int decode(
      Struct data, byte[] target, int start, int length, boolean zlib, boolean whole)
      throws MalformedImageException {
    int first = zlib ? header(data) : 0;
    byte[] bytes = data.bytes();
    Inflater idle = IDLE.poll();
    Inflater inflater = idle == null ? new Inflater(true) : idle;
    try {
      inflater.setInput(bytes, first, bytes.length - first);
      int done = 0;
      while (done < length && !inflater.finished()) {
        int count = inflater.inflate(target, start + done, length - done);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        done += count;
      }
      if (!inflater.finished()) {
        // The end mark follows the last byte.
        boolean more = inflater.inflate(new byte[1]) > 0;
        if (whole && (more || !inflater.finished())) {
          throw data.malformed("DEFLATE data do not end after %d bytes", done);
        }
      }
      if (zlib && inflater.finished()) {
        check(data, first + (int) inflater.getBytesRead(), target, start, done);
      }
      return done;
    } catch (DataFormatException e) {
      throw data.malformed("DEFLATE data: %s", e.getMessage());
    } finally {
      inflater.reset();
      if (!IDLE.offer(inflater)) {
        inflater.end();
      }
    }
  }

  /** Checks zlib's header (RFC 1950, 2.2); returns its length. */
  private static int header(Struct data) throws MalformedImageException {
    int method = data.u8(0);
    int flags = data.u8(1);
    if ((method & 0xF) != ZLIB_METHOD
        || ((method << 8) | flags) % 31 != 0
        || (flags & ZLIB_DICTIONARY) != 0) {
      throw data.malformed("DEFLATE data: zlib header %02x%02x", method, flags);
    }
    return ZLIB_HEADER;
  }

  /** Compares the checksum; data that end before it are left unchecked. */
  private static void check(Struct data, int offset, byte[] decoded, int start, int length)
      throws MalformedImageException {
    if (offset > data.length() - ADLER) {
      return;
    }
    Adler32 adler = new Adler32();
    adler.update(decoded, start, length);
    long stored = data.slice(offset, ADLER).bigEndian().u32(0);
    if (stored != adler.getValue()) {
      throw data.malformed(
          "DEFLATE data: checksum %08x, but %08x is stored", adler.getValue(), stored);
    }
  }
}
