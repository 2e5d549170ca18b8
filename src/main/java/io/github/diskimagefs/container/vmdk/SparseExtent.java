package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** The part of a disk that a grain directory and its grain tables map. */
final class SparseExtent extends TableMappedSource {
  private static final int SECTOR_SIZE = GrainTables.SECTOR_SIZE;
  private static final int ZEROED = 1;

  /** Marker of a compressed grain: its first sector in 64 bits, the bytes of its data in 32. */
  private static final int MARKER_LENGTH = 12;

  private final ByteSource file;
  private final GrainTables grains;
  private final int grainBytes;

  /**
   * Creates an extent.
   *
   * @param extents number of extents of the disk
   */
  SparseExtent(
      ByteSource file, GrainTables grains, ByteSource parent, ChunkCache cache, int extents) {
    super(
        file,
        new PageCache(file, ByteOrder.LITTLE_ENDIAN, extents),
        grains.sectors() * SECTOR_SIZE,
        grains.grainSize() * SECTOR_SIZE,
        parent,
        cache);
    this.file = file;
    this.grains = grains;
    this.grainBytes = grains.grainSize() * SECTOR_SIZE;
  }

  /** Returns a grain's entry: the sector at which it is stored; 0 if it is not. */
  private long entry(long grain) throws IOException {
    long table =
        tables.u32(
            "VMDK grain directory",
            grains.directoryOffset() + grain / grains.entriesPerTable() * Integer.BYTES);
    return table == 0
        ? 0
        : tables.u32(
            "VMDK grain table",
            table * SECTOR_SIZE + grain % grains.entriesPerTable() * Integer.BYTES);
  }

  @Override
  protected long place(long position) throws IOException {
    long grain = position / grainBytes;
    long sector = entry(grain);
    if (sector == 0) {
      return PARENT;
    }
    if (sector == ZEROED && grains.zeroedGrains()) {
      return ZEROS;
    }
    return grains.compressed() ? ENCODED : sector * SECTOR_SIZE - grain * grainBytes;
  }

  @Override
  protected byte[] decode(long grain) throws IOException {
    long offset = entry(grain) * SECTOR_SIZE;
    // Incompressible data grow by a few bytes.
    int max = grainBytes + (grainBytes >> 3) + SECTOR_SIZE;
    long length = Math.min(max, file.size() - offset);
    if (grains.markers()) {
      Struct marker =
          Struct.read("VMDK grain marker", file, offset, MARKER_LENGTH, ByteOrder.LITTLE_ENDIAN);
      length = marker.u32(8);
      if (length > max) {
        throw marker.mismatch("up to " + max + " bytes in a grain", length);
      }
      offset += MARKER_LENGTH;
    }
    if (length <= 0) {
      throw new MalformedImageException("VMDK compressed grain", offset, "has no data");
    }
    byte[] bytes = newBlock(grainBytes);
    Deflate.fill(bytes, new StoredData("VMDK compressed grain", file, offset, (int) length), true);
    return bytes;
  }
}
