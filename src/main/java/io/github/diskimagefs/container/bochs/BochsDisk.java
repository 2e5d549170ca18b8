package io.github.diskimagefs.container.bochs;

import static io.github.diskimagefs.container.bochs.BochsHeader.SECTOR_SIZE;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.container.BlockMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The disk that the catalog of a Bochs image maps: an extent is a bitmap of its sectors and the
 * sectors; those whose bit is 0 are zeros.
 */
final class BochsDisk extends BlockMappedSource {
  private static final long UNALLOCATED = 0xFFFF_FFFFL;

  private final BochsHeader header;
  private final PageCache tables;

  BochsDisk(ByteSource file, BochsHeader header, ChunkCache cache) {
    super(file, header.size(), SECTOR_SIZE, null, cache);
    this.header = header;
    this.tables = new PageCache(file, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  protected long place(long position) throws IOException {
    long extent = position / header.extentSize();
    long stored = tables.u32("Bochs catalog", header.catalogOffset() + extent * Integer.BYTES);
    if (stored == UNALLOCATED) {
      return ZEROS;
    }
    long start = header.dataOffset() + stored * (header.bitmapSize() + header.extentSize());
    long sector = position % header.extentSize() / SECTOR_SIZE;
    int bits = tables.u8("Bochs bitmap", start + sector / Byte.SIZE);
    return (bits & 1 << sector % Byte.SIZE) == 0
        ? ZEROS
        : start + header.bitmapSize() - extent * header.extentSize();
  }
}
