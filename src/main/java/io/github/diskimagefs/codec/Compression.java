package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SourceStream;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/** The compression of a whole file, known by its first bytes. */
public enum Compression {
  /** RFC 1952. */
  GZIP("gzip", "gz"),
  /** One or more bzip2 streams. */
  BZIP2("bzip2", "bz2"),
  /** The .xz file format. */
  XZ("xz", "xz"),
  /** RFC 8878. */
  ZSTD("zstd", "zst"),
  /** LZ4 frames and legacy frames. */
  LZ4("lz4", "lz4"),
  /** LZW of the Unix command compress. */
  COMPRESS("compress", "Z"),
  /** One or more lzip members. */
  LZIP("lzip", "lz"),
  /** The file format before .xz, which has no magic number. */
  LZMA("LZMA", "lzma");

  /** Skippable frames before the first one of data: pzstd writes one. */
  private static final int MAX_SKIPPABLE = 16;

  private static final int MAGIC_BYTES = 6;

  private final String label;
  private final String extension;

  Compression(String label, String extension) {
    this.label = label;
    this.extension = extension;
  }

  /** Returns the bytes that decoding may take. */
  private static long maxMemory() {
    return DictionaryMemory.SHARED.total();
  }

  /** Returns the usual name. */
  public String label() {
    return label;
  }

  /** Returns the usual extension of files, without the dot. */
  public String extension() {
    return extension;
  }

  /** Returns the compression of a file; null if it has none of these. */
  public static Compression of(ByteSource file) throws IOException {
    SourceStream in = new SourceStream(file);
    if (!in.has(MAGIC_BYTES)) {
      return null;
    }
    for (int i = 0; (in.peekNumber(4) & ~15) == Lz4Stream.SKIPPABLE_MAGIC; i++) {
      in.consume(4);
      in.skip(in.peekNumber(4) + 4);
      if (i == MAX_SKIPPABLE || !in.has(8)) {
        return null;
      }
    }
    int magic = (int) in.peekNumber(4);
    if (magic == ZstdFrame.MAGIC) {
      return ZSTD;
    }
    if (magic == Lz4Stream.MAGIC || magic == Lz4Stream.LEGACY_MAGIC) {
      return LZ4;
    }
    return in.position() > 0 ? null : ofMagic(in);
  }

  private static Compression ofMagic(SourceStream in) throws IOException {
    int first = (int) in.peekNumber(2);
    int next = in.peek(2);
    if (first == 0x8B1F && next == 8 && in.peek(3) < 0x20) {
      return GZIP;
    }
    // The lower five bits are the bits of a code; two others are not in use.
    if (first == 0x9D1F && (next & 0x60) == 0 && (next & 0x1F) >= 9 && (next & 0x1F) <= 16) {
      return COMPRESS;
    }
    if (first == 0x5A42 && next == 'h' && in.peek(3) >= '1' && in.peek(3) <= '9') {
      return BZIP2;
    }
    if (in.peekNumber(MAGIC_BYTES) == 0x0000_5A58_7A37_FDL) {
      return XZ;
    }
    if (LzipStream.begins(in)) {
      return LZIP;
    }
    return LzmaFile.begins(in) ? LZMA : null;
  }

  /** Opens the decoded bytes of a file of this compression. */
  public InputStream stream(ByteSource file) throws IOException {
    SourceStream in = new SourceStream(file);
    return switch (this) {
      case GZIP -> new GzipStream(in);
      case BZIP2 -> new Bzip2Streams(in);
      case XZ -> Xz.stream(in, Long.MAX_VALUE, maxMemory());
      case ZSTD -> new ZstdStream(in);
      case LZ4 -> new Lz4Stream(in);
      case COMPRESS -> Compress.stream(in);
      case LZIP -> new LzipStream(in, maxMemory());
      case LZMA -> LzmaFile.stream(in, maxMemory());
    };
  }

  /**
   * Returns the number of the decoded bytes as the file records it; -1 if it does not, or all of
   * the file would have to be decoded to read that.
   */
  public long size(ByteSource file) throws IOException {
    if (file.isSequential()) {
      return -1;
    }
    SourceStream in = new SourceStream(file);
    return switch (this) {
      case ZSTD -> ZstdFrame.sizeOfAll(in);
      case LZMA -> LzmaFile.size(in);
      default -> -1;
    };
  }

  /**
   * Returns what the number of the decoded bytes modulo 2^32 is by the last bytes of the file, or
   * -1. It is wrong where several files were joined, or other bytes follow.
   */
  public long sizeRemainder(ByteSource file) throws IOException {
    if (this != GZIP || file.isSequential() || file.size() < GzipStream.TRAILER_BYTES) {
      return -1;
    }
    return Struct.read("gzip trailer", file, file.size() - 4, 4, ByteOrder.LITTLE_ENDIAN).u32(0);
  }
}
