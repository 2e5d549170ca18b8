package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkedSource;
import io.github.diskimagefs.crypto.AesXts;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decrypted blocks of files. The tweak of a block is not its address but a number that the extent
 * states, which a copy of the block keeps.
 */
final class XtsBlocks {
  private final ContainerBlocks blocks;
  private final AesXts cipher;

  XtsBlocks(ContainerBlocks blocks, AesXts cipher) {
    this.blocks = blocks;
    this.cipher = cipher;
  }

  /**
   * Returns the decrypted bytes from an offset of the container on.
   *
   * @param offset multiple of the block size
   * @param firstSector number of the first sector for encryption
   */
  ByteSource from(long offset, long firstSector) {
    return new Decrypted(offset, firstSector);
  }

  private final class Decrypted extends ChunkedSource {
    private final long start;
    private final long firstSector;

    Decrypted(long start, long firstSector) {
      super(Math.max(0, blocks.bytes().size() - start), blocks.blockSize());
      this.start = start;
      this.firstSector = firstSector;
    }

    @Override
    protected int read(long index, Chunk.Reader reader) throws IOException {
      // By its address, so that clones and files opened again share the decrypted block.
      long block = start / blocks.blockSize() + index;
      return blocks.cache().read(XtsBlocks.this, block, key -> decrypt(index), reader);
    }

    private byte[] decrypt(long index) throws IOException {
      int length = blocks.blockSize();
      byte[] bytes = blocks.cache().array(length);
      long offset = index * length;
      blocks.bytes().readFully(start + offset, ByteBuffer.wrap(bytes));
      cipher.decrypt(firstSector + offset / ApfsTree.SECTOR_BYTES, bytes, 0, length);
      return bytes;
    }
  }
}
