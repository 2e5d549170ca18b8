package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The STREAMINFO block of a FLAC file (RFC 9639 section 8.2), and where its frames start.
 *
 * @param minBlock fewest samples of a frame except the last
 * @param maxBlock most samples of a frame
 * @param maxFrame bytes of the longest frame, 0 if not known
 * @param rate samples a second of each channel
 * @param channels 1 to 8
 * @param bits of a sample, 4 to 32
 * @param samples of each channel, 0 if not known
 * @param frames offset of the first frame in the file
 */
record FlacStreamInfo(
    int minBlock,
    int maxBlock,
    int maxFrame,
    int rate,
    int channels,
    int bits,
    long samples,
    long frames) {
  private static final int LENGTH = 34;

  /** Maximum number of metadata blocks that are skipped; files have about five. */
  private static final int MAX_BLOCKS = 1_000;

  private static final int ID3_HEADER = 10;

  /** Reads the metadata; a tag of ID3 version 2 may precede them. */
  static FlacStreamInfo read(ByteSource file) throws IOException {
    long offset = start(file);
    Struct magic = Struct.read("FLAC marker", file, offset, 4, ByteOrder.BIG_ENDIAN);
    if (!magic.has(0, "fLaC")) {
      throw magic.malformed("expected fLaC");
    }
    offset += 4;
    FlacStreamInfo info = null;
    for (int i = 0; i < MAX_BLOCKS; i++) {
      Struct header = Struct.read("FLAC metadata block", file, offset, 4, ByteOrder.BIG_ENDIAN);
      long length = header.u32(0) & 0xFF_FFFF;
      int type = header.u8(0) & 0x7F;
      long next = offset + 4 + length;
      if (type == 0 && info == null) {
        info = read(Struct.read("STREAMINFO", file, offset + 4, LENGTH, ByteOrder.BIG_ENDIAN));
      }
      if ((header.u8(0) & 0x80) != 0) {
        if (info == null) {
          throw header.malformed("no STREAMINFO among the metadata blocks");
        }
        return info.at(next);
      }
      offset = next;
    }
    throw magic.malformed("more than %d metadata blocks", MAX_BLOCKS);
  }

  /** Returns the offset of the marker. */
  static long start(ByteSource file) throws IOException {
    if (file.size() < ID3_HEADER) {
      return 0;
    }
    Struct tag = Struct.read("ID3 tag", file, 0, ID3_HEADER, ByteOrder.BIG_ENDIAN);
    if (!tag.has(0, "ID3")) {
      return 0;
    }
    long size = 0; // seven bits a byte
    for (int i = 6; i < ID3_HEADER; i++) {
      size = (size << 7) | (tag.u8(i) & 0x7F);
    }
    return ID3_HEADER + size;
  }

  private static FlacStreamInfo read(Struct struct) throws MalformedImageException {
    long packed = struct.s64(10); // 20 bits of rate, 3 of channels, 5 of bits, 36 of samples
    FlacStreamInfo info =
        new FlacStreamInfo(
            struct.u16(0),
            struct.u16(2),
            (int) (struct.u32(7) >> 8),
            (int) (packed >>> 44),
            (int) ((packed >>> 41) & 7) + 1,
            (int) ((packed >>> 36) & 31) + 1,
            packed & 0xF_FFFF_FFFFL,
            0);
    if (info.minBlock < 16 || info.minBlock > info.maxBlock) {
      throw struct.malformed("blocks of %d to %d samples", info.minBlock, info.maxBlock);
    }
    return info;
  }

  private FlacStreamInfo at(long offset) {
    return new FlacStreamInfo(minBlock, maxBlock, maxFrame, rate, channels, bits, samples, offset);
  }

  /** Returns whether all frames have the same number of samples, except the last. */
  boolean fixed() {
    return minBlock == maxBlock;
  }

  FlacStreamInfo withSamples(long number) {
    return new FlacStreamInfo(minBlock, maxBlock, maxFrame, rate, channels, bits, number, frames);
  }

  /** Returns a number of bytes that no frame exceeds: samples that are not compressed, twice. */
  int frameBound() {
    return 2 * (channels * (maxBlock * (bits + 1) / 8 + 16) + 64);
  }

  /** Returns a number of bytes that hardly a frame exceeds: some writers state too few. */
  int usualBound() {
    return maxFrame > 0 ? Math.min(maxFrame, frameBound()) : frameBound();
  }
}
