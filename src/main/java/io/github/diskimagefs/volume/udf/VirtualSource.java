package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A virtual partition, UDF 2.2.8: each block where the virtual allocation table says. */
final class VirtualSource extends SegmentedSource {
  private static final long UNUSED = 0xFFFF_FFFFL;
  private static final int CHUNK = 16 << 10;

  private final ByteSource partition;
  private final ByteSource table;
  private final int blockSize;
  private final ChunkCache cache;

  /**
   * Creates the partition.
   *
   * @param partition what the table's entries count in
   * @param table nothing but the entries, 4 bytes each
   */
  VirtualSource(ByteSource partition, ByteSource table, int blockSize, ChunkCache cache) {
    this.partition = partition;
    this.table = table;
    this.blockSize = blockSize;
    this.cache = cache;
  }

  @Override
  public long size() {
    // No more than block numbers of 32 bits can tell apart.
    return Math.min(table.size() / 4, UNUSED) * blockSize;
  }

  /** Finds the block of the partition that holds a block. */
  @Override
  protected long segment(long position) throws IOException {
    long block = position / blockSize;
    byte[] chunk = cache.get(this, block * 4 / CHUNK, this::load);
    int entry =
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getInt((int) (block * 4 % CHUNK));
    long mapped = entry & 0xFFFF_FFFFL;
    if (mapped == UNUSED) {
      throw error(block, "is unused");
    }
    return mapped;
  }

  @Override
  protected long remaining(long mapped, long position) {
    return blockSize - position % blockSize;
  }

  @Override
  protected ByteSource stored(long mapped, long position) {
    return partition;
  }

  @Override
  protected long storedOffset(long mapped, long position) {
    return mapped * blockSize + position % blockSize;
  }

  @Override
  protected MalformedImageException truncated(long mapped, long position) {
    return error(position / blockSize, "leads past the end of the partition");
  }

  /** Answered without a look into the table. */
  @Override
  public boolean isEncoded() {
    return partition.isEncoded();
  }

  private byte[] load(long index) throws IOException {
    long offset = index * CHUNK;
    return table.readFully(offset, (int) Math.min(CHUNK, table.size() - offset));
  }

  private static MalformedImageException error(long block, String what) {
    return new MalformedImageException(
        "Virtual Allocation Table",
        MalformedImageException.NO_OFFSET,
        "entry of block " + block + " " + what);
  }
}
