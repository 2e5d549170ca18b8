package io.github.diskimagefs.container.vdi;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** The disk that the block map of a VDI image makes: the number of the stored block for each. */
final class VdiDisk extends TableMappedSource {
  private static final long FREE = 0xFFFF_FFFFL;
  private static final long ZERO = 0xFFFF_FFFEL;

  private final VdiHeader header;

  VdiDisk(ByteSource file, VdiHeader header, ByteSource parent, ChunkCache cache) {
    super(file, ByteOrder.LITTLE_ENDIAN, header.size(), header.blockSize(), parent, cache);
    this.header = header;
  }

  @Override
  protected long place(long position) throws IOException {
    long block = position / header.blockSize();
    long stored = tables.u32("VDI block map", header.mapOffset() + block * Integer.BYTES);
    if (stored == FREE) {
      return PARENT;
    }
    if (stored == ZERO) {
      return ZEROS;
    }
    long pitch = header.blockSize() + header.blockExtra();
    return header.dataOffset() + header.blockExtra() + stored * pitch - block * header.blockSize();
  }
}
