package io.github.diskimagefs.container.vhd;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The disk that a block allocation table maps. Each stored block is a bitmap of its sectors, padded
 * to whole sectors, and the data; in a differencing disk a bit of 0 means that the parent has the
 * sector.
 */
final class VhdDisk extends TableMappedSource {
  static final int SECTOR_SIZE = 512;
  private static final long UNUSED = 0xFFFF_FFFFL;

  private final VhdHeader header;
  private final boolean differencing;
  private final long bitmapSize;

  VhdDisk(
      ByteSource file, VhdFooter footer, VhdHeader header, ByteSource parent, ChunkCache cache) {
    super(file, ByteOrder.BIG_ENDIAN, footer.size(), header.blockSize(), parent, cache);
    this.header = header;
    this.differencing = footer.type() == VhdFooter.DIFFERENCING;
    long bits = header.blockSize() / SECTOR_SIZE;
    this.bitmapSize = (bits / 8 + SECTOR_SIZE - 1) / SECTOR_SIZE * SECTOR_SIZE;
  }

  @Override
  protected long place(long position) throws IOException {
    long block = position / header.blockSize();
    long sector =
        tables.u32("VHD block allocation table", header.tableOffset() + block * Integer.BYTES);
    if (sector == UNUSED) {
      return PARENT;
    }
    long offset = sector * SECTOR_SIZE;
    if (differencing) {
      long bit = position % header.blockSize() / SECTOR_SIZE;
      int bits = tables.u8("VHD sector bitmap", offset + bit / 8);
      if ((bits & (0x80 >> (bit % 8))) == 0) {
        return PARENT;
      }
    }
    return offset + bitmapSize - block * header.blockSize();
  }

  @Override
  protected long left(long position) {
    long unit = differencing ? SECTOR_SIZE : header.blockSize();
    return unit - position % unit;
  }
}
