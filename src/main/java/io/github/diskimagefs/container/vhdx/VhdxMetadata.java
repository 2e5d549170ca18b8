package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The metadata of a VHDX file that a reader needs ([MS-VHDX] 2.6).
 *
 * @param blockSize bytes of a payload block, a power of 2 from 1 MiB to 256 MiB
 * @param differencing whether there is a parent
 * @param size of the disk in bytes
 * @param sectorSize bytes of a logical sector, 512 or 4096
 * @param parent locator of the parent, or null
 */
record VhdxMetadata(
    int blockSize, boolean differencing, long size, int sectorSize, ParentLocator parent) {
  private static final int TABLE_LENGTH = 64 << 10;
  private static final int ENTRY_LENGTH = 32;
  private static final int MAX_ENTRIES = 2047;
  private static final int MAX_ITEM_LENGTH = 1 << 20;
  private static final long MIN_BLOCK_SIZE = 1 << 20;
  private static final long MAX_BLOCK_SIZE = 256 << 20;

  /** [MS-VHDX] 2.6.2.2: 64 TiB. */
  private static final long MAX_SIZE = 64L << 40;

  private static final int REQUIRED = 4;

  private static final Set<UUID> KNOWN =
      Set.of(
          Guids.FILE_PARAMETERS,
          Guids.VIRTUAL_DISK_SIZE,
          Guids.VIRTUAL_DISK_ID,
          Guids.LOGICAL_SECTOR,
          Guids.PHYSICAL_SECTOR,
          Guids.PARENT_LOCATOR);

  static VhdxMetadata read(ByteSource file, RegionTable.Region region) throws IOException {
    int length = (int) Math.min(TABLE_LENGTH, region.length());
    Struct table =
        Struct.read("VHDX metadata table", file, region.offset(), length, ByteOrder.LITTLE_ENDIAN);
    if (!table.has(0, "metadata")) {
      throw table.malformed("signature is not metadata");
    }
    int count = table.u16(10);
    if (count > MAX_ENTRIES) {
      throw table.mismatch("up to " + MAX_ENTRIES + " items", count);
    }
    Map<UUID, Struct> items = new HashMap<>();
    for (int i = 1; i <= count; i++) {
      Struct entry = table.slice("VHDX metadata item", i * ENTRY_LENGTH, ENTRY_LENGTH);
      UUID id = Guids.read(entry, 0);
      if (KNOWN.contains(id)) {
        items.put(id, item(file, region, entry));
      } else if ((entry.u32(24) & REQUIRED) != 0) {
        throw new UnsupportedImageException("VHDX metadata item " + id);
      }
    }
    return of(items);
  }

  private static Struct item(ByteSource file, RegionTable.Region region, Struct entry)
      throws IOException {
    long offset = entry.u32(16);
    long length = entry.u32(20);
    if (length > MAX_ITEM_LENGTH || offset > region.length() - length) {
      throw entry.malformed(
          "%d bytes at %d of a region of %d bytes", length, offset, region.length());
    }
    return Struct.read(
        "VHDX metadata item",
        file,
        region.offset() + offset,
        (int) length,
        ByteOrder.LITTLE_ENDIAN);
  }

  private static VhdxMetadata of(Map<UUID, Struct> items) throws IOException {
    Struct parameters = required(items, Guids.FILE_PARAMETERS, "file parameters");
    long blockSize = parameters.u32(0);
    boolean differencing = (parameters.u32(4) & 2) != 0;
    if (blockSize < MIN_BLOCK_SIZE || blockSize > MAX_BLOCK_SIZE || Long.bitCount(blockSize) != 1) {
      throw parameters.mismatch("a block size, a power of 2 from 1 to 256 MiB", blockSize);
    }
    Struct sector = required(items, Guids.LOGICAL_SECTOR, "logical sector size");
    long sectorSize = sector.u32(0);
    if (sectorSize != 512 && sectorSize != 4096) {
      throw sector.mismatch("a logical sector size of 512 or 4096", sectorSize);
    }
    Struct disk = required(items, Guids.VIRTUAL_DISK_SIZE, "virtual disk size");
    long size = disk.u64(0);
    if (size > MAX_SIZE || size % sectorSize != 0) {
      throw disk.mismatch("a virtual disk size in sectors, up to 64 TiB", size);
    }
    ParentLocator parent =
        differencing
            ? ParentLocator.read(required(items, Guids.PARENT_LOCATOR, "parent locator"))
            : null;
    return new VhdxMetadata((int) blockSize, differencing, size, (int) sectorSize, parent);
  }

  private static Struct required(Map<UUID, Struct> items, UUID id, String name)
      throws MalformedImageException {
    Struct item = items.get(id);
    if (item == null) {
      throw new MalformedImageException(
          "VHDX metadata", MalformedImageException.NO_OFFSET, "has no " + name);
    }
    return item;
  }
}
