package io.github.diskimagefs.container.chd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lzma;
import io.github.diskimagefs.codec.RawFlac;
import io.github.diskimagefs.codec.Zstd;
import java.io.IOException;

/** A codec of hunks, which the header names by four characters. */
enum ChdCodec {
  ZLIB("zlib"),
  LZMA("lzma"),
  HUFFMAN("huff"),
  FLAC("flac"),
  ZSTD("zstd"),
  CD_ZLIB("cdzl"),
  CD_LZMA("cdlz"),
  CD_FLAC("cdfl"),
  CD_ZSTD("cdzs");

  /** Bytes of a sample of two channels. */
  private static final int SAMPLE_BYTES = 4;

  /** Properties lc=3, lp=0, pb=2, which MAME does not store. */
  private static final int LZMA_PROPERTIES = 93;

  private final String tag;

  ChdCodec(String tag) {
    this.tag = tag;
  }

  /**
   * Returns the codec that a header names.
   *
   * @throws UnsupportedImageException if it is unknown or cannot be decoded
   */
  static ChdCodec of(Struct header, int offset) throws IOException {
    for (ChdCodec codec : values()) {
      if (header.has(offset, codec.tag)) {
        return codec;
      }
    }
    if (header.has(offset, "avhu")) {
      throw audioVideo();
    }
    String name = header.text(offset, 4, ISO_8859_1).replaceAll("[^ -~]", "?");
    throw new UnsupportedImageException("CHD with the codec " + name);
  }

  /** Returns the error of a laser disc's hunks. */
  static UnsupportedImageException audioVideo() {
    return new UnsupportedImageException("CHD of a laser disc (AVHuff)");
  }

  /**
   * Decodes a hunk.
   *
   * @param hunk receives its bytes
   * @throws IOException if the data are damaged
   */
  void decode(Struct data, byte[] hunk) throws IOException {
    switch (this) {
      case ZLIB -> Deflate.fill(hunk, data, false);
      case LZMA -> Lzma.fill(hunk, data, LZMA_PROPERTIES);
      case HUFFMAN -> decodeHuffman(data, hunk);
      case FLAC -> decodeFlac(data, hunk);
      case ZSTD -> Zstd.fill(hunk, data);
      case CD_ZLIB -> CdHunk.decode(data, hunk, ZLIB, ZLIB);
      case CD_LZMA -> CdHunk.decode(data, hunk, LZMA, ZLIB);
      case CD_FLAC -> CdHunk.decodeFlac(data, hunk);
      case CD_ZSTD -> CdHunk.decode(data, hunk, ZSTD, ZSTD);
    }
  }

  private static void decodeHuffman(Struct data, byte[] hunk) throws IOException {
    BitReader in = new BitReader("CHD hunk", data.source(), 0, data.length(), 0);
    HuffmanCode code = HuffmanCode.ofBytes(in);
    for (int i = 0; i < hunk.length; i++) {
      hunk[i] = (byte) code.next(in);
    }
    in.requireWithin();
  }

  private static void decodeFlac(Struct data, byte[] hunk) throws IOException {
    int order = data.u8(0);
    if (hunk.length % SAMPLE_BYTES != 0 || (order != 'B' && order != 'L')) {
      throw data.malformed("%d bytes of samples in the byte order %d", hunk.length, order);
    }
    RawFlac.decode(data.from(1), hunk, hunk.length, order == 'B');
  }

  @Override
  public String toString() {
    return tag;
  }
}
