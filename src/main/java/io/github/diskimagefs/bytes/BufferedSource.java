package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source that is read in blocks, so that many small reads close to each other cost one. Made for
 * probing; not safe for use by several threads.
 */
public final class BufferedSource extends ForwardingSource {
  /** Bytes of a block: the volume descriptors of most discs fit into one. */
  static final int BLOCK_BYTES = 32 << 10;

  /**
   * Bytes of a block after the head, where formats look for single copies of structures, unless the
   * block before was read too, as in a search for a later session.
   */
  private static final int FAR_BLOCK_BYTES = 4 << 10;

  /** Bytes at the start that have most structures. */
  private static final int HEAD_BYTES = 1 << 20;

  /** Blocks held: the head, what follows it, and the tail of a disk. */
  private static final int MAX_BLOCKS = 8;

  private final Block[] blocks = new Block[MAX_BLOCKS];
  private int next;

  /** The block that was read last. */
  private Block last;

  /** The bytes from {@code start} on that could be read: at most up to {@code end}. */
  private record Block(long start, long end, ByteBuffer bytes) {}

  /** Creates a buffer for reads of {@code source}, which stays open when the buffer is dropped. */
  public BufferedSource(ByteSource source) {
    super(source);
  }

  /** Returns a buffer for reads of {@code source}: the source itself if it is one. */
  public static BufferedSource of(ByteSource source) {
    return source instanceof BufferedSource buffer ? buffer : new BufferedSource(source);
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0 || target.remaining() > BLOCK_BYTES || !source.holds(position, 1)) {
      return source.read(position, target);
    }
    Block block = block(position);
    int within = (int) (position - block.start);
    if (within >= block.bytes.limit()) {
      return source.read(position, target); // not readable as part of a block
    }
    int count = Math.min(target.remaining(), block.bytes.limit() - within);
    target.put(block.bytes.slice(within, count));
    return count;
  }

  private Block block(long position) throws IOException {
    for (Block block : blocks) {
      if (block != null && position >= block.start && position < block.end) {
        return block;
      }
    }
    long start = position / FAR_BLOCK_BYTES * FAR_BLOCK_BYTES;
    int length = FAR_BLOCK_BYTES;
    if (position < HEAD_BYTES) {
      start = position / BLOCK_BYTES * BLOCK_BYTES;
      length = BLOCK_BYTES;
    } else if (last != null && start == last.end) {
      length = BLOCK_BYTES;
      next = (next + MAX_BLOCKS - 1) % MAX_BLOCKS; // a search keeps the blocks of other places
    }
    Block replaced = blocks[next];
    blocks[next] = null;
    ByteBuffer buffer =
        replaced != null && replaced.bytes.capacity() == length
            ? replaced.bytes.clear()
            : ByteBuffer.allocate(length);
    buffer.limit((int) source.clip(start, length));
    try {
      source.readFully(start, buffer);
    } catch (IOException e) {
      // The bytes before the unreadable ones serve; a read of the others throws by itself.
    }
    last = new Block(start, start + length, buffer.flip());
    blocks[next] = last;
    next = (next + 1) % MAX_BLOCKS;
    return last;
  }
}
