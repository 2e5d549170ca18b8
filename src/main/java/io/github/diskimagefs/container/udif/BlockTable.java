package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Block table ({@code blkx}, signature {@code mish}): the runs of one partition, big-endian.
 *
 * @param name name in the property list
 * @param firstSector start of the partition on the disk, in sectors of 512 bytes
 * @param sectors length of the partition
 * @param dataOffset added to the offsets of the runs
 * @param runs 40 bytes each
 */
record BlockTable(
    String name,
    long firstSector,
    long sectors,
    long dataOffset,
    Checksum checksum,
    int runCount,
    Struct runs) {

  /** Length of a run in bytes. */
  static final int RUN_SIZE = 40;

  private static final int HEADER_SIZE = 204;

  /** Keeps offsets in bytes within 63 bits. */
  private static final long MAX_SECTORS = Long.MAX_VALUE >> 10;

  /** Reads a table. */
  static BlockTable read(String name, Struct struct) throws MalformedImageException {
    if (!struct.has(0, "mish")) {
      throw struct.malformed("signature of table \"%s\" is not mish", name);
    }
    long firstSector = struct.u64(8);
    long sectors = struct.u64(16);
    if (firstSector > MAX_SECTORS || sectors > MAX_SECTORS) {
      throw struct.malformed("table \"%s\" of %d sectors from %d on", name, sectors, firstSector);
    }
    long count = struct.u32(200);
    if (count > (struct.length() - HEADER_SIZE) / RUN_SIZE) {
      throw struct.malformed("%d runs in a table of %d bytes", count, struct.length());
    }
    return new BlockTable(
        name,
        firstSector,
        sectors,
        struct.s64(24),
        Checksum.read(struct, 64),
        (int) count,
        struct.slice("blkx run", HEADER_SIZE, (int) count * RUN_SIZE));
  }
}
