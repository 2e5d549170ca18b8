package io.github.diskimagefs.container.bochs;

import static io.github.diskimagefs.container.bochs.BochsHeader.SECTOR_SIZE;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The disk that the catalog of a Bochs image maps: an extent is a bitmap of its sectors and the
 * sectors; those whose bit is 0 are zeros.
 */
final class BochsDisk extends TableMappedSource {
  private static final long UNALLOCATED = 0xFFFF_FFFFL;

  private final BochsHeader header;

  BochsDisk(ByteSource file, BochsHeader header, ChunkCache cache) {
    super(file, ByteOrder.LITTLE_ENDIAN, header.size(), SECTOR_SIZE, null, cache);
    this.header = header;
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
