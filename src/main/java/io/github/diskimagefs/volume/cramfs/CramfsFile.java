package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Content of a file: pointers to the ends of its blocks of 4096 bytes, then the blocks, zlib data.
 * A block without data is a hole. A segment is the byte position of a block that is stored as it
 * is, or {@link #HOLE}, or {@link #ENCODED} minus the index of a block.
 */
final class CramfsFile extends SegmentedSource {
  private static final String POINTERS = "block pointers";
  private static final int BLOCK_BYTES = 4096;
  private static final int MAX_STORED_BYTES = 2 * BLOCK_BYTES;

  /** In an extended pointer: the block is not compressed ({@code CRAMFS_BLK_FLAG_UNCOMPRESSED}). */
  private static final long PLAIN = 1L << 31;

  /** In an extended pointer: it points to the start ({@code CRAMFS_BLK_FLAG_DIRECT_PTR}). */
  private static final long DIRECT = 1L << 30;

  private static final int DIRECT_SHIFT = 2; // CRAMFS_BLK_DIRECT_PTR_SHIFT
  private static final long HOLE = -1;
  private static final long ENCODED = -2;

  private final PageCache pointers;
  private final ByteSource volume;
  private final CachedChunks chunks;
  private final long offset;
  private final long size;
  private final boolean extended;

  /**
   * A block as it is stored.
   *
   * @param start its byte position
   * @param length bytes; 0 for a hole
   * @param plain whether it is not compressed
   */
  private record Block(long start, long length, boolean plain) {}

  /**
   * Creates the content of an inode.
   *
   * @param extended whether pointers may have flags
   * @param chunks the decoded blocks of all files of the volume
   */
  CramfsFile(
      CramfsInode inode,
      ByteSource volume,
      PageCache pointers,
      boolean extended,
      CachedChunks chunks) {
    this.offset = inode.offset();
    this.size = inode.size();
    this.volume = volume;
    this.pointers = pointers;
    this.extended = extended;
    this.chunks = chunks;
  }

  @Override
  public long size() {
    return size;
  }

  private long count() {
    return (size - 1) / BLOCK_BYTES + 1;
  }

  private int length(long index) {
    return (int) Math.min(BLOCK_BYTES, size - index * BLOCK_BYTES);
  }

  private long pointer(long index) throws IOException {
    return pointers.u32(POINTERS, offset + index * Integer.BYTES);
  }

  private Block block(long index) throws IOException {
    long pointer = pointer(index);
    if (!extended) {
      long start = index == 0 ? offset + count() * Integer.BYTES : pointer(index - 1);
      return new Block(start, pointer - start, false);
    }
    boolean plain = (pointer & PLAIN) != 0;
    long value = pointer & ~PLAIN & ~DIRECT;
    if ((pointer & DIRECT) != 0) {
      long start = value << DIRECT_SHIFT;
      return plain
          ? new Block(start, length(index), true)
          : new Block(start + Short.BYTES, prefix(start), false);
    }
    long start = start(index);
    return new Block(start, value - start, plain);
  }

  /** Returns where a block starts whose pointer does not say so: at the end of the one before. */
  private long start(long index) throws IOException {
    if (index == 0) {
      return offset + count() * Integer.BYTES;
    }
    long before = pointer(index - 1);
    long value = before & ~PLAIN & ~DIRECT;
    if ((before & DIRECT) == 0) {
      return value;
    }
    long start = value << DIRECT_SHIFT;
    return (before & PLAIN) != 0 ? start + BLOCK_BYTES : start + Short.BYTES + prefix(start);
  }

  /** Returns the length that is stored before a compressed block. */
  private long prefix(long start) throws IOException {
    int first = pointers.u8("block", start);
    int second = pointers.u8("block", start + 1);
    return pointers.order() == ByteOrder.LITTLE_ENDIAN
        ? (second << Byte.SIZE) | first
        : (first << Byte.SIZE) | second;
  }

  @Override
  protected long segment(long position) throws IOException {
    long index = position / BLOCK_BYTES;
    Block block = block(index);
    if (block.length == 0) {
      return HOLE;
    }
    return block.plain && block.length >= length(index) ? block.start : ENCODED - index;
  }

  @Override
  protected long remaining(long segment, long position) {
    return BLOCK_BYTES - position % BLOCK_BYTES;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    return segment >= 0 ? volume : null;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return segment + position % BLOCK_BYTES;
  }

  @Override
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    if (segment == HOLE) {
      return super.compute(segment, position, target);
    }
    long index = ENCODED - segment;
    int start = (int) (position % BLOCK_BYTES);
    return chunks.read(
        key(index), key -> decode(index), block -> copy(index, block, start, target));
  }

  private int copy(long index, byte[] block, int start, ByteBuffer target) throws IOException {
    // Damaged volumes may have two files of different sizes at one offset.
    byte[] bytes = block.length >= length(index) ? block : decode(index);
    int count = Math.min(target.remaining(), bytes.length - start);
    target.put(bytes, start, count);
    return count;
  }

  private long key(long index) {
    return (offset << Integer.SIZE) | index;
  }

  private byte[] decode(long index) throws IOException {
    Block block = block(index);
    int max = block.plain ? BLOCK_BYTES : MAX_STORED_BYTES;
    Struct data =
        Struct.read(
            "block",
            volume,
            block.start,
            block.length < 0 ? -1 : (int) Math.min(max + 1L, block.length),
            pointers.order());
    if (data.length() > max) {
      throw data.malformed("block of %d bytes", block.length);
    }
    if (block.plain) {
      return Arrays.copyOf(data.bytes(), length(index)); // the rest are zeros
    }
    byte[] bytes = chunks.array(length(index));
    Deflate.fill(bytes, data, true);
    return bytes;
  }

  @Override
  public void requireWhole() throws IOException {
    if (size > 0) {
      pointer(count() - 1);
    }
  }

  /** Returns the extent of one block; all of it is computed if the block is compressed. */
  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    return extended ? super.extent(position, covered) : HostExtent.computed(covered);
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  @Override
  public void prefetch(long position, long length) {
    long end = chunks.prefetchEnd(position, length, size);
    boolean room = true;
    try {
      for (long index = position / BLOCK_BYTES; room && index * BLOCK_BYTES < end; index++) {
        if (segment(index * BLOCK_BYTES) <= ENCODED) {
          long block = index;
          room = chunks.expect(key(block), BLOCK_BYTES, key -> decode(block));
        }
      }
    } catch (IOException e) {
      // The reader gets the error.
    }
  }
}
