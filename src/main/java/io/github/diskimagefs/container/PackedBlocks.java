package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a disc that an image stores as blocks of one size, most of them compressed. Small
 * blocks are decoded in groups; where one of a group is damaged, the others are decoded alone.
 */
public abstract class PackedBlocks extends BlockMappedSource {
  /** Maximum size of a block: such images have blocks of 2 to 256 KiB. */
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /** Bytes that are decoded together. */
  private static final int GROUP_BYTES = 64 << 10;

  /** Decodes blocks, on many threads at once. */
  @FunctionalInterface
  protected interface BlockDecoder extends Closeable {
    /**
     * Decodes a compressed block.
     *
     * @param index of the block
     * @param target receives its bytes
     * @param start where they start in {@code target}
     * @param length their number, fewer than a block's for the last one
     */
    void decode(long index, byte[] target, int start, int length) throws IOException;

    /** Gives back what the decoder has taken: nothing, unless overridden. */
    @Override
    default void close() {}
  }

  /** Finds the compressed data of a block. */
  @FunctionalInterface
  protected interface BlockData {
    /** Finds the compressed data of a block. */
    StoredData find(long index) throws IOException;
  }

  private final int blockSize;
  private final int groupSize;

  /** Blocks of damaged groups, which are decoded alone. */
  private final CachedChunks alone;

  /**
   * Creates the bytes of a disc.
   *
   * @param file whose offsets {@link #block} returns
   * @param size of the disc in bytes
   * @param blockSize bytes of a block, 1 to {@link #MAX_BLOCK_BYTES}
   * @param cache for decoded blocks
   */
  protected PackedBlocks(ByteSource file, long size, int blockSize, ChunkCache cache) {
    super(file, size, groupSize(blockSize), null, cache);
    this.blockSize = blockSize;
    this.groupSize = groupSize(blockSize);
    this.alone = new CachedChunks(cache);
  }

  private static int groupSize(int blockSize) {
    return Math.max(1, GROUP_BYTES / blockSize) * blockSize;
  }

  /** Returns the number of blocks of a size that a disc has. */
  public static long count(long size, int blockSize) {
    return size / blockSize + (size % blockSize == 0 ? 0 : 1);
  }

  /** Returns the offset of a stored block in the file, or {@link #ZEROS} or {@link #ENCODED}. */
  protected abstract long block(long index) throws IOException;

  /** Returns the decoder of compressed blocks. */
  protected abstract BlockDecoder decoder();

  /**
   * Returns the decoder of neighbouring blocks, by the thread of the caller: that of any block,
   * unless overridden where the data of small blocks can be read together.
   *
   * @param first number of the first block
   * @param end number of the block after the last one
   */
  protected BlockDecoder decoder(long first, long end) throws IOException {
    return decoder();
  }

  /** Returns the bytes of a block that belong to the disc. */
  protected final int blockLength(long index) {
    return (int) Math.min(blockSize, size() - index * blockSize);
  }

  @Override
  protected final long place(long position) throws IOException {
    long index = position / blockSize;
    long offset = block(index);
    return offset == ZEROS || offset == ENCODED ? offset : offset - index * blockSize;
  }

  @Override
  protected final long left(long position) {
    return blockSize - position % blockSize;
  }

  @Override
  protected final byte[] decode(long group) throws IOException {
    long first = group * (groupSize / blockSize);
    byte[] bytes = newBlock((int) Math.min(groupSize, size() - group * groupSize));
    try (BlockDecoder decoder = decoder(first, first + count(bytes.length, blockSize))) {
      for (int start = 0; start < bytes.length; start += blockSize) {
        long index = first + start / blockSize;
        if (block(index) == ENCODED) {
          decoder.decode(index, bytes, start, blockLength(index));
        }
      }
    }
    return bytes;
  }

  @Override
  protected final int compute(long place, long position, ByteBuffer target) throws IOException {
    if (place != ENCODED || groupSize == blockSize) {
      return super.compute(place, position, target);
    }
    try {
      long end = encodedEnd(position, target.remaining());
      return read(position, end, target);
    } catch (MalformedImageException e) {
      int start = (int) (position % blockSize);
      return alone.copy(position / blockSize, this::decodeAlone, start, target);
    }
  }

  /**
   * Returns the end of the compressed blocks that follow each other from a position on in its
   * group, as far as they are asked for.
   */
  private long encodedEnd(long position, int asked) throws IOException {
    long last = Math.min(position + asked, size());
    last = Math.min(last, (position / groupSize + 1) * groupSize);
    long index = position / blockSize + 1;
    while (index * blockSize < last && block(index) == ENCODED) {
      index++;
    }
    return Math.min(index * blockSize, last);
  }

  private byte[] decodeAlone(long index) throws IOException {
    byte[] bytes = new byte[blockLength(index)];
    decoder().decode(index, bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * Returns a decoder of DEFLATE data.
   *
   * @param zlib whether they have zlib's header and checksum
   */
  protected static BlockDecoder deflate(boolean zlib, BlockData data) {
    return (index, target, start, length) ->
        Deflate.decode(data.find(index), target, start, length, zlib);
  }

  /**
   * Copies a block whose decoder needs room for all of it.
   *
   * @param block the decoded block
   * @param count decoded bytes
   * @throws MalformedImageException if these are fewer than {@code length}
   */
  protected static void copy(
      byte[] block, int count, byte[] target, int start, int length, long index)
      throws MalformedImageException {
    if (count < length) {
      throw new MalformedImageException(
          "block " + index, MalformedImageException.NO_OFFSET, length + " bytes", count + " bytes");
    }
    System.arraycopy(block, 0, target, start, length);
  }

  @Override
  public void close() throws IOException {
    super.close();
    alone.close();
  }
}
