package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Content of a file compressed by zisofs, version 1 or 2: a header, a table of pointers, and blocks
 * of zlib data. A block without data is all zeros.
 */
public final class ZisofsSource extends DecodedChunks {
  private static final long MAGIC_1 = 0x37E4_5396_C9DB_D607L;
  private static final long MAGIC_2 = 0xEF22_55A1_BC1B_95A0L;

  private final ByteSource stored;
  private final int pointerSize;
  private final long table;

  private ZisofsSource(
      ByteSource stored, int pointerSize, long table, int blockShift, long size, ChunkRange range) {
    super(size, 1 << blockShift, range);
    this.stored = stored;
    this.pointerSize = pointerSize;
    this.table = table;
  }

  /**
   * Opens compressed data.
   *
   * @param version 1 or 2
   * @param headerSize bytes before the table of pointers
   * @param blockShift binary logarithm of the block size, 12 to 20
   * @param size bytes of the data when decompressed
   * @param range numbers of the blocks
   * @throws MalformedImageException if the header is not of that version or the table does not fit
   */
  public static ByteSource open(
      ByteSource stored, int version, int headerSize, int blockShift, long size, ChunkRange range)
      throws IOException {
    Struct header = Struct.read("zisofs header", stored, 0, 8, ByteOrder.BIG_ENDIAN);
    long magic = version == 1 ? MAGIC_1 : MAGIC_2;
    if (header.s64(0) != magic) {
      throw header.mismatch(
          String.format("magic %016x", magic), String.format("%016x", header.s64(0)));
    }
    int pointerSize = version == 1 ? 4 : 8;
    long blocks = (size >>> blockShift) + ((size & ((1L << blockShift) - 1)) == 0 ? 0 : 1);
    if (headerSize < 8 || blocks >= (stored.size() - headerSize) / pointerSize) {
      throw header.malformed(
          "%d blocks after a header of %d bytes do not fit %d bytes",
          blocks, headerSize, stored.size());
    }
    return new ZisofsSource(stored, pointerSize, headerSize, blockShift, size, range);
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    byte[] block = newChunk(index);
    Struct pointers =
        Struct.read(
            "zisofs block pointers",
            stored,
            table + index * pointerSize,
            2 * pointerSize,
            ByteOrder.LITTLE_ENDIAN);
    long start = pointerSize == 4 ? pointers.u32(0) : pointers.u64(0);
    long end = pointerSize == 4 ? pointers.u32(4) : pointers.u64(8);
    if (start == end) {
      Arrays.fill(block, (byte) 0);
      return block;
    }
    // Incompressible data grow by a few bytes for each 16 KiB.
    if (end < start
        || end > stored.size()
        || end - start > block.length + (block.length >> 8) + 64) {
      throw pointers.malformed("block %d from %d to %d of %d", index, start, end, stored.size());
    }
    Struct data =
        Struct.read("zisofs block", stored, start, (int) (end - start), ByteOrder.LITTLE_ENDIAN);
    Deflate.fill(block, data, true);
    return block;
  }
}
