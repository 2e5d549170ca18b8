package io.github.diskimagefs.codec;

import java.util.Arrays;

/** The literals of a block (RFC 8878, 3.1.1.3.1). */
final class ZstdLiterals {
  private static final int RAW = 0;
  private static final int RLE = 1;
  private static final int COMPRESSED = 2;

  /** Bytes after the literals in their array that may be read. */
  static final int PADDING = 16;

  private final byte[] literals = new byte[Zstd.MAX_BLOCK_SIZE + PADDING];
  private int count;
  private ZstdHuffman table;

  /** Forgets the table of the frame before. */
  void reset() {
    table = null;
  }

  byte[] bytes() {
    return literals;
  }

  /** Returns the number of literals. */
  int count() {
    return count;
  }

  /** Reads the section that starts at {@code start}; returns the offset after it. */
  int read(byte[] bytes, int start, int end) throws ZstdException {
    int header = bytes[start] & 0xFF;
    int type = header & 3;
    int format = (header >> 2) & 3;
    if (type == RAW || type == RLE) {
      return plain(bytes, start, end, type, format);
    }
    int headerSize = format < 2 ? 3 : format + 2;
    int sizeBits = format < 2 ? 10 : format == 2 ? 14 : 18;
    long fields = littleEndian(bytes, start, headerSize) >>> 4;
    count = size(fields & ((1L << sizeBits) - 1));
    int compressed = (int) ((fields >>> sizeBits) & ((1L << sizeBits) - 1));
    int data = start + headerSize;
    int next = data + compressed;
    if (next > end) {
      throw new ZstdException("the literals pass their block");
    }
    if (type == COMPRESSED) {
      table = ZstdHuffman.read(bytes, data, next);
      data = ZstdHuffman.end(bytes, data);
    } else if (table == null) {
      throw new ZstdException("literals refer to a table that does not exist");
    }
    if (data > next) {
      throw new ZstdException("a Huffman table passes its literals");
    }
    if (format == 0) {
      table.decode(bytes, data, next, literals, 0, count);
    } else {
      fourStreams(bytes, data, next);
    }
    return next;
  }

  private int plain(byte[] bytes, int start, int end, int type, int format) throws ZstdException {
    int headerSize = format == 1 ? 2 : format == 3 ? 3 : 1;
    long header = littleEndian(bytes, start, headerSize);
    count = size(header >>> (headerSize == 1 ? 3 : 4));
    int data = start + headerSize;
    int next = data + (type == RLE ? 1 : count);
    if (next > end) {
      throw new ZstdException("the literals pass their block");
    }
    if (type == RLE) {
      Arrays.fill(literals, 0, count, bytes[data]);
    } else {
      System.arraycopy(bytes, data, literals, 0, count);
    }
    return next;
  }

  /** A table of three sizes comes before the streams. */
  private void fourStreams(byte[] bytes, int start, int end) throws ZstdException {
    int part = (count + 3) / 4;
    int data = start + 6;
    if (data > end || count < 6) {
      throw new ZstdException("the table of streams is cut");
    }
    int first = 0;
    for (int i = 0; i < 4; i++) {
      int next = i == 3 ? end : data + (int) littleEndian(bytes, start + 2 * i, 2);
      int limit = i == 3 ? count : first + part;
      if (next > end || first > limit) {
        throw new ZstdException("a stream of literals passes its section");
      }
      table.decode(bytes, data, next, literals, first, limit);
      data = next;
      first = limit;
    }
  }

  private static int size(long size) throws ZstdException {
    if (size > Zstd.MAX_BLOCK_SIZE) {
      throw new ZstdException(size + " literals in a block");
    }
    return (int) size;
  }

  private static long littleEndian(byte[] bytes, int offset, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[offset + i] & 0xFF);
    }
    return value;
  }
}
