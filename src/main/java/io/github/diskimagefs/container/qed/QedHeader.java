package io.github.diskimagefs.container.qed;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The header of QED (qemu docs/interop/qed_spec, "Specification"). Little-endian.
 *
 * @param clusterSize in bytes, a power of 2 from 4 KiB to 64 MiB
 * @param tableEntries entries of an L1 or L2 table
 * @param l1Offset offset of the L1 table
 * @param size of the disk in bytes
 */
record QedHeader(int clusterSize, long tableEntries, long l1Offset, long size) {
  static final int LENGTH = 64;
  private static final int MIN_CLUSTER_SIZE = 1 << 12;
  private static final int MAX_CLUSTER_SIZE = 1 << 26;
  private static final int MAX_TABLE_CLUSTERS = 16;

  static QedHeader read(Struct struct, long fileSize) throws IOException {
    long clusterSize = struct.u32(4);
    long tableSize = struct.u32(8);
    if (clusterSize < MIN_CLUSTER_SIZE
        || clusterSize > MAX_CLUSTER_SIZE
        || Long.bitCount(clusterSize) != 1) {
      throw struct.mismatch("cluster_size, a power of 2 from 4 KiB to 64 MiB", clusterSize);
    }
    if (tableSize < 1 || tableSize > MAX_TABLE_CLUSTERS || Long.bitCount(tableSize) != 1) {
      throw struct.mismatch("table_size of 1, 2, 4, 8 or 16 clusters", tableSize);
    }
    long entries = tableSize * clusterSize / Long.BYTES;
    long l1Offset = struct.u64(40); //  l1_table_offset
    long size = struct.u64(48); //      image_size
    if (size / clusterSize + (size % clusterSize == 0 ? 0 : 1) > entries * entries) {
      throw struct.mismatch("image_size up to what the tables cover", size);
    }
    if (l1Offset % clusterSize != 0 || l1Offset > fileSize - entries * Long.BYTES) {
      throw struct.mismatch("l1_table_offset of a cluster in the file", l1Offset);
    }
    return new QedHeader((int) clusterSize, entries, l1Offset, size);
  }
}
