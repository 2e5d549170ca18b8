package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Blocks of a container. The container may state more blocks than the image has, because images are
 * cut after the last used block: a block that is missing is an error of its reader.
 *
 * @param bytes all bytes of the container
 * @param blockSize in bytes, checked by the caller
 * @param count number of blocks as the container states it
 */
record ContainerBlocks(ByteSource bytes, int blockSize, long count, ChunkCache cache) {
  ContainerBlocks {
    count = Math.min(count, Long.MAX_VALUE / blockSize);
  }

  /** Returns the number of blocks that the image can hold, which bounds how many are visited. */
  long stored() {
    return bytes.size() / blockSize + 1;
  }

  /**
   * Returns the byte offset of a range of blocks.
   *
   * @throws MalformedImageException if the range is not in the container
   */
  long offset(String structure, long block, long length) throws MalformedImageException {
    if (block < 0 || length < 0 || block > count - length) {
      throw new MalformedImageException(
          structure,
          MalformedImageException.NO_OFFSET,
          "block " + block + " and " + length + " in all, the container has " + count);
    }
    return block * blockSize;
  }

  /** Reads a block as it is. */
  Struct read(String structure, long block) throws IOException {
    return Struct.read(
        structure, bytes, offset(structure, block, 1), blockSize, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an object of one block.
   *
   * @throws MalformedImageException if its checksum is wrong or it is of another type
   */
  Struct object(String structure, long block, int type) throws IOException {
    Struct object = read(structure, block);
    requireChecksum(object, object.bytes());
    int found = ObjectHeader.read(object).type();
    if (found != type) {
      throw object.mismatch("object type " + type, found);
    }
    return object;
  }

  /** Throws if the checksum of an object is wrong. */
  void requireChecksum(Struct object, byte[] bytes) throws MalformedImageException {
    if (!Fletcher64.matches(bytes, blockSize)) {
      throw object.mismatch(
          "checksum " + Long.toHexString(Fletcher64.of(bytes, blockSize)),
          Long.toHexString(object.s64(0)));
    }
  }
}
