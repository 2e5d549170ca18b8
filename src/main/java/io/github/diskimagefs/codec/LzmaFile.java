package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.LZMAInputStream;

/**
 * The file format .lzma (LZMA_Alone) by XZ for Java, without which it is an unsupported feature: a
 * byte of properties, the size of the dictionary, that of the data or -1, and the stream.
 */
final class LzmaFile {
  private static final int HEADER_BYTES = 13;
  private static final int SIZE = 5;
  private static final int MAX_PROPERTIES = 224;
  private static final int MIN_DICTIONARY = 1 << 12;

  /** No encoder writes larger ones; xz takes them for other data, too. */
  private static final long MAX_DATA_BYTES = 1L << 38;

  private LzmaFile() {}

  /** Returns whether the next bytes can be the header, which has no magic number. */
  static boolean begins(SourceStream in) throws IOException {
    if (!in.has(HEADER_BYTES + 1)) {
      return false;
    }
    long dictionary = number(in, 1, 4);
    // Powers of 2, and 3 times such a power: one bit, or two that are neighbours.
    long upper = dictionary & (dictionary - 1);
    long lowest = dictionary - upper;
    boolean usual = upper == 0 || upper == 2 * lowest;
    long size = number(in, SIZE, 8);
    return in.peek(0) <= MAX_PROPERTIES
        && dictionary >= MIN_DICTIONARY
        && (usual || dictionary == 0xFFFF_FFFFL)
        && (size == -1 || (size > 0 && size < MAX_DATA_BYTES))
        && in.peek(HEADER_BYTES) == 0; // the first byte of every stream
  }

  private static long number(SourceStream in, int offset, int length) {
    long value = 0;
    for (int i = offset + length - 1; i >= offset; i--) {
      value = value << 8 | in.peek(i);
    }
    return value;
  }

  /** Returns the number of decoded bytes that the header states; -1 if it does not. */
  static long size(SourceStream in) throws IOException {
    return in.has(HEADER_BYTES) ? number(in, SIZE, 8) : -1;
  }

  /**
   * Returns the decoded bytes of a file.
   *
   * @param memory bytes that decoding may take
   */
  static InputStream stream(InputStream in, long memory) throws IOException {
    try {
      return Library.open(in, memory);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("LZMA", MissingLibrary.XZ, e);
    }
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream in, long memory) throws IOException {
      DictionaryMemory.Share share = DictionaryMemory.SHARED.ofStream("LZMA");
      return AccountedStream.open("LZMA", in, memory, share, LZMAInputStream::new);
    }
  }
}
