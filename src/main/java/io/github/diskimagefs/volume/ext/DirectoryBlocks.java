package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The blocks of one directory. Blocks of its hash tree look like unused entries, so that all blocks
 * are read in their order. Inline data are two blocks: those of the inode, and those of the
 * attribute.
 *
 * @param content a {@link BlockMap}, or inline data
 */
record DirectoryBlocks(
    ByteSource content, Inode inode, int blockSize, MetadataChecksums checksums) {
  private static final String NAME = "directory block";

  long size() {
    return content.size();
  }

  /** Returns where the next entries may be, from a block's first byte on: holes are passed over. */
  long skipHole(long position) throws IOException {
    if (!(content instanceof BlockMap map)) {
      return position;
    }
    long end = map.endOfHole(position);
    return end >= size() ? size() : end / blockSize * blockSize;
  }

  /** Returns where the block that holds a position begins. */
  long start(long position) {
    if (!(content instanceof BlockMap)) {
      return position < InlineData.ENTRIES_END ? 0 : InlineData.ENTRIES_END;
    }
    return position / blockSize * blockSize;
  }

  /** Reads a block by the position where it begins. */
  Struct read(long start) throws IOException {
    long length = blockSize;
    if (!(content instanceof BlockMap)) {
      length = start == 0 ? InlineData.ENTRIES_END : blockSize;
    }
    byte[] bytes = content.readFully(start, (int) Math.min(length, size() - start));
    Struct block =
        Struct.of(NAME, bytes, MetadataBlocks.offset(content, start), ByteOrder.LITTLE_ENDIAN);
    if (content instanceof BlockMap && bytes.length == blockSize) {
      checksums.checkDirectory(block, inode, start == 0);
    }
    return block;
  }

  MalformedImageException malformed(String detail) {
    return new MalformedImageException(NAME, MalformedImageException.NO_OFFSET, detail);
  }
}
