package io.github.diskimagefs.container.qed;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** The disk that the two levels of tables of a QED image map (qed_spec, "Tables"). */
final class QedDisk extends TableMappedSource {
  private static final long UNALLOCATED = 0;
  private static final long ZERO_CLUSTER = 1;

  private final QedHeader header;

  QedDisk(ByteSource file, QedHeader header, ByteSource backing, ChunkCache cache) {
    super(file, ByteOrder.LITTLE_ENDIAN, header.size(), header.clusterSize(), backing, cache);
    this.header = header;
  }

  @Override
  protected long place(long position) throws IOException {
    long cluster = position / header.clusterSize();
    long entries = header.tableEntries();
    long l2 = tables.s64("QED L1 table", header.l1Offset() + cluster / entries * Long.BYTES);
    if (l2 == UNALLOCATED) {
      return PARENT;
    }
    long at = l2 + cluster % entries * Long.BYTES;
    long offset = tables.s64("QED L2 table", at);
    if (offset == UNALLOCATED) {
      return PARENT;
    }
    if (offset == ZERO_CLUSTER) {
      return ZEROS;
    }
    if (offset < 0 || offset % header.clusterSize() != 0) {
      throw new MalformedImageException(
          "QED L2 entry", at, "the offset of a cluster", Long.toString(offset));
    }
    return offset - cluster * header.clusterSize();
  }
}
