package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A virtual disk in blocks of one size that tables of the image place: a block is stored in the
 * image's data, reads as zeros, shows the parent's bytes, or is compressed. Subclasses look up the
 * tables; this class reads, joins neighbouring blocks into extents of the host file, and decodes
 * ahead of readers.
 */
public abstract class BlockMappedSource extends SegmentedSource {
  /** The place of a block that reads as zeros. */
  protected static final long ZEROS = Long.MIN_VALUE;

  /** The place of a block that shows the parent's bytes; zeros if there is no parent. */
  protected static final long PARENT = Long.MIN_VALUE + 1;

  /** The place of a block that {@link #decode} returns. */
  protected static final long ENCODED = Long.MIN_VALUE + 2;

  /** Maximum number of blocks that one call joins into an extent or looks at to decode ahead. */
  private static final int MAX_BLOCKS_A_CALL = 1 << 14;

  private final ByteSource data;
  private final long size;
  private final int blockSize;
  private final ByteSource parent;
  private final CachedChunks chunks;

  /** Whether a compressed block was met: tables that say so in advance do not exist. */
  private volatile boolean encoded;

  private volatile boolean closed;

  /**
   * Creates a disk.
   *
   * @param data the file whose offsets the tables state
   * @param size of the disk in bytes
   * @param blockSize bytes of a block, from 1; the last one may pass the end of the disk
   * @param parent the disk that unallocated blocks show, or null; past its end there are zeros
   * @param cache for decoded blocks
   */
  protected BlockMappedSource(
      ByteSource data, long size, int blockSize, ByteSource parent, ChunkCache cache) {
    this.data = data;
    this.size = size;
    this.blockSize = blockSize;
    this.parent = parent;
    this.chunks = new CachedChunks(cache);
  }

  /**
   * Returns where the byte at a position of the disk is: its offset in the data minus its position,
   * which is the same for all bytes of a block; or {@link #ZEROS}, {@link #PARENT} or {@link
   * #ENCODED}.
   */
  protected abstract long place(long position) throws IOException;

  /**
   * Returns the number of bytes from a position to the end of the part that has the same place: to
   * the end of the block, unless overridden.
   */
  protected long left(long position) {
    return blockSize - position % blockSize;
  }

  /**
   * Returns the compressed block whose bytes a compressed block has, so that copies are decoded and
   * kept once: itself, unless overridden.
   *
   * @param index of the block
   */
  protected long original(long index) throws IOException {
    return index;
  }

  /**
   * Decodes a compressed block.
   *
   * @param index of the block
   * @return the bytes of the whole block, in an array of {@link #newBlock} or another one that
   *     nothing else references
   */
  protected byte[] decode(long index) throws IOException {
    throw new IllegalStateException("block " + index + " is not compressed");
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  protected final long segment(long position) throws IOException {
    long place = place(position);
    if (place + position < 0 && place > ENCODED) {
      throw new MalformedImageException(
          "block " + position / blockSize,
          MalformedImageException.NO_OFFSET,
          "its offset passes 2^63");
    }
    return place;
  }

  @Override
  protected final long remaining(long place, long position) {
    long left = left(position);
    return place == PARENT && inParent(position) ? Math.min(left, parent.size() - position) : left;
  }

  private boolean inParent(long position) {
    return parent != null && position < parent.size();
  }

  @Override
  protected final ByteSource stored(long place, long position) {
    if (place == PARENT) {
      return inParent(position) ? parent : null;
    }
    return place == ZEROS || place == ENCODED ? null : data;
  }

  @Override
  protected final boolean isHole(long place) {
    return place != ENCODED;
  }

  @Override
  protected final long storedOffset(long place, long position) {
    return place == PARENT ? position : place + position;
  }

  @Override
  protected int compute(long place, long position, ByteBuffer target) throws IOException {
    if (place != ENCODED) {
      return super.compute(place, position, target);
    }
    return read(position, position + Math.min(left(position), size - position), target);
  }

  /**
   * Reads bytes of a compressed block.
   *
   * @param end of the bytes to be read at most, in the block and on the disk
   * @return their number, at least 1
   */
  protected final int read(long position, long end, ByteBuffer target) throws IOException {
    encoded = true;
    long index = original(position / blockSize);
    return read(index, block -> copy(index, block, position, end, target));
  }

  private int copy(long index, byte[] block, long position, long end, ByteBuffer target)
      throws MalformedImageException {
    int start = (int) (position % blockSize);
    long there = Math.min(block.length - start, end - position);
    int count = (int) Math.min(target.remaining(), there);
    if (count <= 0) {
      throw new MalformedImageException(
          "compressed block " + index,
          MalformedImageException.NO_OFFSET,
          "decodes to " + block.length + " of " + blockSize + " bytes");
    }
    target.put(block, start, count);
    return count;
  }

  /** Lets a reader see a compressed block, decoded once and kept in the cache. */
  protected final int read(long index, Chunk.Reader reader) throws IOException {
    return chunks.read(index, this::decode, reader);
  }

  /** Returns a compressed block, decoded once and kept in the cache; no caller changes it. */
  protected final byte[] decoded(long index) throws IOException {
    return chunks.get(index, this::decode);
  }

  /** Returns an array for a block that is decoded, with any content. */
  protected final byte[] newBlock(int length) {
    return chunks.array(length);
  }

  /** Joins blocks that are neighbours on the disk and in the data. */
  @Override
  protected final long contiguous(long place, long position, long max) throws IOException {
    long joined = remaining(place, position);
    for (int i = 0; joined < max && i < MAX_BLOCKS_A_CALL; i++) {
      long next = position + joined;
      if (segment(next) != place || (place == PARENT && !inParent(next))) {
        break;
      }
      joined += remaining(place, next);
    }
    return joined;
  }

  @Override
  public final boolean isEncoded() {
    return encoded || data.isEncoded() || (parent != null && parent.isEncoded());
  }

  @Override
  public final void prefetch(long position, long length) {
    long end = position + Math.min(length, Math.max(0, size - position));
    long budget = chunks.prefetchBytes();
    boolean room = true;
    long last = -1;
    try {
      for (int i = 0; room && position < end && i < MAX_BLOCKS_A_CALL && !closed; i++) {
        long place = segment(position);
        long left = Math.min(remaining(place, position), end - position);
        ByteSource source = stored(place, position);
        if (source != null) {
          source.prefetch(storedOffset(place, position), left);
        } else if (place == ENCODED) {
          left = blockSize - position % blockSize; // decoded together
          long index = original(position / blockSize);
          if (index != last && budget >= blockSize) {
            budget -= blockSize;
            last = index;
            room = chunks.expect(index, blockSize, this::decode);
          }
        }
        position += left;
      }
    } catch (IOException e) {
      // The reader gets the error.
    }
  }

  /** Drops the decoded blocks; the files stay open. */
  @Override
  public void close() throws IOException {
    closed = true;
    chunks.close();
  }
}
