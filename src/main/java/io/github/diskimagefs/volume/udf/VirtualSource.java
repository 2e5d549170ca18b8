package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A virtual partition, UDF 2.2.8: each block where the virtual allocation table says. */
final class VirtualSource extends PositionalSource {
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

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long left = blockSize - position % blockSize;
    target.limit(target.position() + (int) Math.min(left, target.remaining()));
    try {
      int count = partition.read(physical(position), target);
      if (count < 0) {
        throw error(position / blockSize, "leads past the end of the partition");
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    long offset = physical(position);
    if (offset >= partition.size()) {
      throw error(position / blockSize, "leads past the end of the partition");
    }
    return partition.extent(offset, Math.min(covered, blockSize - position % blockSize));
  }

  private long physical(long position) throws IOException {
    long block = position / blockSize;
    byte[] chunk = cache.get(this, block * 4 / CHUNK, this::load);
    int entry =
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getInt((int) (block * 4 % CHUNK));
    long mapped = entry & 0xFFFF_FFFFL;
    if (mapped == UNUSED) {
      throw error(block, "is unused");
    }
    return mapped * blockSize + position % blockSize;
  }

  private byte[] load(long index) throws IOException {
    long offset = index * CHUNK;
    byte[] chunk = new byte[(int) Math.min(CHUNK, table.size() - offset)];
    table.readFully(offset, ByteBuffer.wrap(chunk));
    return chunk;
  }

  private static MalformedImageException error(long block, String what) {
    return new MalformedImageException(
        "Virtual Allocation Table",
        MalformedImageException.NO_OFFSET,
        "entry of block " + block + " " + what);
  }
}
