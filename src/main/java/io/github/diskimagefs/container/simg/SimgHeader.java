package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The file header ({@code sparse_header_t}).
 *
 * @param size bytes of this header
 * @param chunkHeaderSize bytes of the header of a chunk
 * @param blockSize bytes of a block
 * @param blocks of the disk
 * @param chunks in the file
 * @param checksum CRC-32 of the disk, or 0
 */
record SimgHeader(
    int size, int chunkHeaderSize, int blockSize, long blocks, long chunks, long checksum) {
  static final int BYTES = 28;

  /** The number ED26FF3A in hexadecimal digits, as it is stored. */
  static final String MAGIC = ":\u00FF&\u00ED";

  private static final int MAX_BLOCK_BYTES = 1 << 30;

  static SimgHeader read(Struct in) throws IOException {
    int major = in.u16(4);
    if (major != 1) {
      throw new UnsupportedImageException("Android sparse image of version " + major);
    }
    int size = in.u16(8);
    int chunkHeaderSize = in.u16(10);
    long blockSize = in.u32(12);
    if (size < BYTES) {
      throw in.mismatch("a header of 28 bytes or more", size);
    }
    if (chunkHeaderSize < ChunkTable.HEADER_BYTES) {
      throw in.mismatch("chunk headers of 12 bytes or more", chunkHeaderSize);
    }
    if (blockSize == 0 || blockSize % 4 != 0 || blockSize > MAX_BLOCK_BYTES) {
      throw in.mismatch("blocks of a multiple of 4 bytes", blockSize);
    }
    return new SimgHeader(
        size, chunkHeaderSize, (int) blockSize, in.u32(16), in.u32(20), in.u32(24));
  }

  /** Returns the bytes of the disk. */
  long diskSize() {
    return blocks * blockSize; // less than 2^32 * 2^30
  }
}
