package io.github.diskimagefs.container.cloop;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PackedBlocks;
import java.io.IOException;
import java.nio.ByteOrder;

/** The blocks of a cloop image, all of zlib data. */
final class CloopBlocks extends PackedBlocks {
  private static final int SECTOR_SIZE = 512;

  /** More bytes than compressed data of a byte have; small blocks do not shrink. */
  private static final int MIN_DATA_BYTES = 1 << 10;

  private final ByteSource file;
  private final PageCache offsets;
  private final long table;
  private final int blockSize;

  private CloopBlocks(ImageFile file, long count, int blockSize, long table) {
    super(file.bytes(), count * blockSize, blockSize, file.cache());
    this.file = file.bytes();
    this.offsets = new PageCache(file.bytes(), ByteOrder.BIG_ENDIAN);
    this.table = table;
    this.blockSize = blockSize;
  }

  /**
   * Opens the blocks of an image.
   *
   * @param table offset of the table of offsets
   */
  static CloopBlocks open(ImageFile file, Struct header, int table) throws IOException {
    long blockSize = header.u32(128); // block_size
    long count = header.u32(132); //     num_blocks
    if (blockSize == 0 || blockSize % SECTOR_SIZE != 0 || blockSize > MAX_BLOCK_BYTES) {
      throw header.mismatch("blocks of 512 bytes to 4 MiB", blockSize);
    }
    if (count == 0 || !file.bytes().holds(table, (count + 1) * Long.BYTES)) {
      throw header.malformed("a table of %d blocks in a file of its size", count);
    }
    return new CloopBlocks(file, count, (int) blockSize, table);
  }

  @Override
  protected long block(long index) {
    return ENCODED;
  }

  @Override
  protected BlockDecoder decoder() {
    return deflate(true, this::data);
  }

  private StoredData data(long index) throws IOException {
    long start = offset(index);
    long end = offset(index + 1);
    if (start < table || end <= start || end - start > 2L * blockSize + MIN_DATA_BYTES) {
      throw new MalformedImageException(
          "cloop offsets",
          table + index * Long.BYTES,
          "block " + index + " is from byte " + start + " to " + end);
    }
    return new StoredData("cloop block", index, file, start, (int) (end - start));
  }

  private long offset(long index) throws IOException {
    return offsets.s64("cloop offsets", table + index * Long.BYTES);
  }
}
