package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A {@code blkx} table ({@code mish}): the runs of one partition, big-endian.
 *
 * @param name as the property list has it
 * @param firstSector where the partition begins on the disk, in sectors of 512 bytes
 * @param sectors its length
 * @param dataOffset added to the offsets of its runs
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

  static final int RUN_SIZE = 40;
  private static final int HEADER_SIZE = 204;

  /** Sectors beyond this would not be counted in bytes. */
  private static final long MAX_SECTORS = Long.MAX_VALUE >> 10;

  static BlockTable read(String name, Struct in) throws MalformedImageException {
    if (!in.has(0, "mish")) {
      throw in.malformed("signature of table \"%s\" is not mish", name);
    }
    long firstSector = in.u64(8);
    long sectors = in.u64(16);
    if (firstSector > MAX_SECTORS || sectors > MAX_SECTORS) {
      throw in.malformed("table \"%s\" of %d sectors from %d on", name, sectors, firstSector);
    }
    long count = in.u32(200);
    if (count > (in.length() - HEADER_SIZE) / RUN_SIZE) {
      throw in.malformed("%d runs in a table of %d bytes", count, in.length());
    }
    return new BlockTable(
        name,
        firstSector,
        sectors,
        in.s64(24),
        Checksum.read(in, 64),
        (int) count,
        in.slice("blkx run", HEADER_SIZE, (int) count * RUN_SIZE));
  }
}
