package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.tukaani.xz.LZMAInputStream;

/**
 * Decoder of lzip files of any number of members by XZ for Java, without which they are an
 * unsupported feature. A member is a header of six bytes, an LZMA stream with an end marker, and a
 * trailer with the CRC-32 and the length of the data. Bytes after the last member are ignored.
 */
final class LzipStream extends BulkInputStream {
  private static final int MAGIC = 0x5049_5A4C; // LZIP
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 6;
  private static final int MIN_DICTIONARY_BITS = 12;
  private static final int MAX_DICTIONARY_BITS = 29;

  /** Members without data in a row; one ends the files that some writers make. */
  private static final int MAX_EMPTY_MEMBERS = 16;

  /** Three bits of literal context, two of position, as every lzip file has. */
  private static final int PROPERTIES = 2 * 5 * 9 + 3;

  private final SourceStream in;
  private final long memory;
  private final CRC32 crc = new CRC32();
  private long size;
  private InputStream member;
  private int emptyMembers;
  private boolean ended;

  /**
   * Creates a decoder.
   *
   * @param memory bytes that decoding may take
   */
  LzipStream(SourceStream in, long memory) {
    this.in = in;
    this.memory = memory;
  }

  /** Returns whether the next bytes are the header of a member. */
  static boolean begins(SourceStream in) throws IOException {
    return in.has(HEADER_BYTES) && in.peekNumber(4) == MAGIC && in.peek(4) == VERSION;
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    while (!ended) {
      if (member == null) {
        member = open();
      }
      int count = member.read(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        size += count;
        emptyMembers = 0;
        return count;
      }
      close();
      if (size == 0 && ++emptyMembers > MAX_EMPTY_MEMBERS) {
        throw malformed("more than " + MAX_EMPTY_MEMBERS + " members in a row are empty");
      }
      checkTrailer();
      ended = !begins(in);
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    InputStream open = member;
    member = null;
    if (open != null) {
      open.close();
    }
  }

  private InputStream open() throws IOException {
    if (!begins(in)) {
      throw malformed("the header is cut");
    }
    int code = in.peek(HEADER_BYTES - 1);
    int bits = code & 0x1F;
    if (bits < MIN_DICTIONARY_BITS || bits > MAX_DICTIONARY_BITS) {
      throw malformed("a dictionary of 2^" + bits + " bytes");
    }
    // The upper three bits take sixteenths off.
    int dictionary = (1 << bits) - (code >> 5) * (1 << (bits - 4));
    in.consume(HEADER_BYTES);
    crc.reset();
    size = 0;
    try {
      return Library.open(in, dictionary, memory);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("lzip", MissingLibrary.XZ, e);
    }
  }

  private void checkTrailer() throws IOException {
    if (!in.has(12)) {
      throw malformed("the trailer is cut");
    }
    long expected = in.peekNumber(4);
    in.consume(4);
    long length = in.peekNumber(8);
    in.consume(8);
    if (expected != crc.getValue()) {
      throw malformed("the checksum is wrong");
    }
    if (length != size) {
      throw malformed("the length is wrong");
    }
    if (in.has(8)) {
      in.consume(8); // length of the member
    }
  }

  private static MalformedImageException malformed(String problem) {
    return new MalformedImageException("lzip", MalformedImageException.NO_OFFSET, problem);
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream in, int dictionary, long memory) throws IOException {
      DictionaryMemory.Share share = DictionaryMemory.SHARED.ofStream("lzip");
      return AccountedStream.open(
          "lzip",
          in,
          memory,
          share,
          (bytes, limit, arrays) -> {
            if (LZMAInputStream.getMemoryUsage(dictionary, (byte) PROPERTIES) > limit) {
              throw new UnsupportedImageException("lzip that needs more memory than there is");
            }
            return new LZMAInputStream(bytes, -1, (byte) PROPERTIES, dictionary, null, arrays);
          });
    }
  }
}
