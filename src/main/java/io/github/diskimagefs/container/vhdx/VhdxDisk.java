package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The disk that the block allocation table maps ([MS-VHDX] 2.5). After the entries of each chunk of
 * payload blocks comes one entry for the bitmap of their sectors, which only a differencing disk
 * has.
 */
final class VhdxDisk extends TableMappedSource {
  private static final int NOT_PRESENT = 0;
  private static final int UNDEFINED = 1;
  private static final int ZERO = 2;
  private static final int UNMAPPED = 3;
  private static final int FULLY_PRESENT = 6;
  private static final int PARTIALLY_PRESENT = 7;

  /** Sectors that one bitmap block of 1 MiB describes. */
  private static final long SECTORS_A_CHUNK = 1 << 23;

  private static final long OFFSET_MASK = -1L << 20;

  private final RegionTable.Region bat;
  private final VhdxMetadata metadata;
  private final long chunkRatio;

  VhdxDisk(
      ByteSource file,
      RegionTable.Region bat,
      VhdxMetadata metadata,
      ByteSource parent,
      ChunkCache cache)
      throws MalformedImageException {
    super(file, ByteOrder.LITTLE_ENDIAN, metadata.size(), metadata.blockSize(), parent, cache);
    this.bat = bat;
    this.metadata = metadata;
    this.chunkRatio = SECTORS_A_CHUNK * metadata.sectorSize() / metadata.blockSize();
    long blocks = (metadata.size() + metadata.blockSize() - 1) / metadata.blockSize();
    long needed = blocks == 0 ? 0 : index(blocks - 1) + 1;
    if (needed > bat.length() / Long.BYTES) {
      throw new MalformedImageException(
          "VHDX BAT",
          bat.offset(),
          needed + " entries for a disk of " + metadata.size() + " bytes",
          bat.length() / Long.BYTES + " entries");
    }
  }

  /** Returns the index of a payload block's entry. */
  private long index(long block) {
    return block + block / chunkRatio;
  }

  private long entry(long index) throws IOException {
    return tables.s64("VHDX BAT", bat.offset() + index * Long.BYTES);
  }

  @Override
  protected long place(long position) throws IOException {
    long block = position / metadata.blockSize();
    long index = index(block);
    long entry = entry(index);
    int state = (int) (entry & 7);
    switch (state) {
      case NOT_PRESENT:
        return PARENT;
      case UNDEFINED:
      case ZERO:
      case UNMAPPED:
        return ZEROS;
      case PARTIALLY_PRESENT:
        if (!present(block, position)) {
          return PARENT;
        }
        break;
      case FULLY_PRESENT:
        break;
      default:
        throw malformed(index, "state " + state + " is reserved");
    }
    long offset = entry & OFFSET_MASK;
    if (offset < VhdxHeader.MIB) {
      throw malformed(index, "block at " + offset + ", where the headers are");
    }
    return offset - block * metadata.blockSize();
  }

  private MalformedImageException malformed(long index, String detail) {
    return new MalformedImageException(
        "VHDX BAT entry " + index, bat.offset() + index * Long.BYTES, detail);
  }

  /** Returns whether this file has a sector of a block that is partially present. */
  private boolean present(long block, long position) throws IOException {
    if (!metadata.differencing()) {
      throw malformed(index(block), "is partially present in a disk without a parent");
    }
    long chunk = block / chunkRatio;
    long index = chunk * (chunkRatio + 1) + chunkRatio;
    long entry = entry(index);
    if ((entry & 7) != FULLY_PRESENT) {
      throw malformed(index, "the bitmap of a partially present block is missing");
    }
    long sector = position / metadata.sectorSize() % SECTORS_A_CHUNK;
    int bits = tables.u8("VHDX sector bitmap", (entry & OFFSET_MASK) + sector / 8);
    return ((bits >> (sector % 8)) & 1) != 0;
  }

  @Override
  protected long left(long position) {
    long unit = metadata.differencing() ? metadata.sectorSize() : metadata.blockSize();
    return unit - position % unit;
  }
}
