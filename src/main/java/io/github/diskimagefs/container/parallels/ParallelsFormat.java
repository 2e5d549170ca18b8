package io.github.diskimagefs.container.parallels;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Expandable disks of Parallels (qemu docs/interop/parallels). */
public final class ParallelsFormat extends SignedFormat {
  private static final int HEADER_LENGTH = 64;
  private static final int SECTOR_SIZE = 512;

  /** The format of Parallels 5 and earlier: entries count sectors. */
  private static final String MAGIC = "WithoutFreeSpace";

  /** Entries count clusters. */
  private static final String EXTENDED_MAGIC = "WithouFreSpacExt";

  /** Keeps the cluster size within 31 bits: 1 GiB. */
  private static final int MAX_CLUSTER_SECTORS = 1 << 21;

  /** Maximum disk size in sectors; keeps sums within 63 bits. */
  private static final long MAX_SECTORS = 1L << 52;

  /** The format. */
  public ParallelsFormat() {
    super(ImageScheme.IMG, "a Parallels disk", HEADER_LENGTH, MAGIC, EXTENDED_MAGIC);
  }

  @Override
  public Container open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    Struct struct =
        Struct.read("Parallels header", file, 0, HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
    boolean extended = struct.has(0, EXTENDED_MAGIC);
    long version = struct.u32(16);
    if (version != 2) {
      throw struct.mismatch("version 2", version);
    }
    long clusterSectors = struct.u32(28); //  tracks
    if (clusterSectors < 1 || clusterSectors > MAX_CLUSTER_SECTORS) {
      throw struct.mismatch("tracks of 1 to " + MAX_CLUSTER_SECTORS + " sectors", clusterSectors);
    }
    long entries = struct.u32(32); //         nb_bat_entries
    // The older format has 32 bits here, and the rest is not always clear.
    long sectors = extended ? struct.u64(36) : struct.u32(36); //  nb_sectors
    if (sectors > MAX_SECTORS || sectors > entries * clusterSectors) {
      throw struct.malformed(
          "%d sectors in %d clusters of %d sectors", sectors, entries, clusterSectors);
    }
    if (HEADER_LENGTH + entries * Integer.BYTES > file.size()) {
      throw struct.malformed(
          "block allocation table of %d entries, the file ends at byte %d", entries, file.size());
    }
    int clusterSize = (int) clusterSectors * SECTOR_SIZE;
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", sectors * SECTOR_SIZE + " bytes");
    properties.put("cluster size", clusterSize + " bytes");
    ParallelsDisk disk =
        new ParallelsDisk(
            file,
            sectors * SECTOR_SIZE,
            clusterSize,
            extended ? clusterSize : SECTOR_SIZE,
            image.cache());
    return new BlockDiskImage(
        "Parallels", disk, Content.BlockDevice.DEFAULT_SECTOR_SIZE, null, properties);
  }
}
