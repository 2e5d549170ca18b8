package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.PackedBlocks;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Header of CSO and ZSO (maxcso README_CSO and README_ZSO). Its own size, at offset 4, is not
 * reliable: the index follows after 24 bytes whatever it says.
 *
 * @param lz4 whether the file is a ZSO, whose compressed blocks are all of LZ4
 * @param size bytes of the disc
 * @param blockSize bytes of a block
 * @param version 1 or 2
 * @param shift bits by which offsets in the index are shifted to the left
 */
record CsoHeader(boolean lz4, long size, int blockSize, int version, int shift) {
  static final int LENGTH = 24;

  /** Bits of an offset in the index. */
  static final int OFFSET_BITS = 31;

  /** Reads the header, and checks that the file has room for the index. */
  static CsoHeader read(ByteSource file) throws IOException {
    Struct magic = Struct.read("CSO header", file, 0, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    boolean lz4 = magic.has(0, CsoFormat.ZSO);
    String format = format(lz4);
    Struct in = Struct.read(format + " header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    long size = in.u64(8); //          uncompressed_size
    long blockSize = in.u32(16); //    block_size
    int version = in.u8(20); //        version
    int shift = in.u8(21); //          index_shift
    if (version > (lz4 ? 1 : 2)) {
      throw new UnsupportedImageException(format + " version " + version);
    }
    requireBlockSize(in, blockSize);
    if (shift > Long.SIZE - 1 - OFFSET_BITS) {
      throw in.mismatch("an index shift of up to 32", shift);
    }
    requireIndex(in, size, (int) blockSize, 1, LENGTH, Integer.BYTES, file);
    return new CsoHeader(lz4, size, (int) blockSize, Math.max(1, version), shift);
  }

  private static String format(boolean lz4) {
    return lz4 ? "ZSO" : "CSO";
  }

  /** Returns the name of the format. */
  String format() {
    return format(lz4);
  }

  static void requireBlockSize(Struct in, long blockSize) throws IOException {
    if (blockSize < 1 || blockSize > PackedBlocks.MAX_BLOCK_BYTES) {
      throw in.mismatch("blocks of 1 to " + PackedBlocks.MAX_BLOCK_BYTES + " bytes", blockSize);
    }
  }

  /**
   * Checks that a file has room for the index of its blocks.
   *
   * @param more entries than blocks
   * @param start of the index
   * @param entry bytes of an entry
   */
  static void requireIndex(
      Struct in, long size, int blockSize, int more, long start, int entry, ByteSource file)
      throws IOException {
    long blocks = PackedBlocks.count(size, blockSize);
    if (start > file.size() || blocks > (file.size() - start) / entry - more) {
      throw in.malformed(
          "an index of %d blocks at %d, but the file has %d bytes", blocks, start, file.size());
    }
  }
}
