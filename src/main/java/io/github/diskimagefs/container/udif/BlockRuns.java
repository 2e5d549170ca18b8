package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.Arrays;
import java.util.List;

/**
 * The runs of all tables in the order of the disk, without those that stand for no sectors. Held in
 * plain arrays: large images have hundreds of thousands.
 */
final class BlockRuns {
  private static final int SECTOR = 512;
  private static final long MAX_COMPRESSED_SIZE = 1L << 45;
  private static final long MAX_BYTES = Long.MAX_VALUE >> 2;

  private final long[] starts;
  private final long[] ends;
  private final long[] offsets;
  private final long[] lengths;
  private final BlockType[] types;
  private final int count;

  private BlockRuns(int capacity) {
    starts = new long[capacity];
    ends = new long[capacity];
    offsets = new long[capacity];
    lengths = new long[capacity];
    types = new BlockType[capacity];
    count = capacity;
  }

  private record Row(long start, long end, long offset, long length, BlockType type) {}

  /**
   * Joins tables.
   *
   * @param dataSize length of the data that runs lie in
   */
  static BlockRuns of(List<BlockTable> tables, long dataSize) throws MalformedImageException {
    int capacity = 0;
    for (BlockTable table : tables) {
      capacity = Math.addExact(capacity, table.runCount());
    }
    Row[] rows = new Row[capacity];
    int count = 0;
    boolean sorted = true;
    for (BlockTable table : tables) {
      for (int i = 0; i < table.runCount(); i++) {
        Struct in = table.runs().slice(i * BlockTable.RUN_SIZE, BlockTable.RUN_SIZE);
        BlockType type = BlockType.of(in.s32(0));
        if (type == BlockType.TERMINATOR) {
          break;
        }
        Row row = row(table, in, type, dataSize);
        if (row != null) {
          sorted &= count == 0 || rows[count - 1].start <= row.start;
          rows[count++] = row;
        }
      }
    }
    if (!sorted) {
      Arrays.sort(rows, 0, count, (a, b) -> Long.compare(a.start, b.start));
    }
    BlockRuns runs = new BlockRuns(count);
    for (int i = 0; i < count; i++) {
      runs.set(i, rows[i]);
    }
    return runs;
  }

  private static Row row(BlockTable table, Struct in, BlockType type, long dataSize)
      throws MalformedImageException {
    if (type == null) {
      throw in.malformed("block type 0x%08X is not defined", in.s32(0));
    }
    long sector = in.u64(8);
    long sectors = in.u64(16);
    if (type == BlockType.COMMENT || sectors == 0) {
      return null;
    }
    long max = MAX_BYTES / SECTOR;
    if (sector > max || sectors > max || table.firstSector() + sector > max - sectors) {
      throw in.malformed("%d sectors from %d on", sectors, sector);
    }
    long start = (table.firstSector() + sector) * SECTOR;
    long offset = 0;
    long length = 0;
    if (type == BlockType.RAW || type.compressed()) {
      if (type != BlockType.RAW && sectors > MAX_COMPRESSED_SIZE / SECTOR) {
        throw in.malformed("%d sectors in one compressed run", sectors);
      }
      offset = in.s64(24) + table.dataOffset();
      length = in.s64(32);
      if (offset < 0 || length < 0 || offset > dataSize - length) {
        throw in.malformed("data at %d, %d bytes, of a fork of %d bytes", offset, length, dataSize);
      }
    }
    return new Row(start, start + sectors * SECTOR, offset, length, type);
  }

  private void set(int i, Row row) throws MalformedImageException {
    if (i > 0 && row.start < ends[i - 1]) {
      throw new MalformedImageException(
          "blkx run",
          MalformedImageException.NO_OFFSET,
          "runs overlap at byte " + row.start + " of the disk");
    }
    starts[i] = row.start;
    ends[i] = row.end;
    offsets[i] = row.offset;
    lengths[i] = row.length;
    types[i] = row.type;
  }

  int count() {
    return count;
  }

  /** Bytes of the disk: where the last run ends. */
  long size() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** The run that holds a byte of the disk, or {@code -1 - next} for a gap before run next. */
  int find(long position) {
    int found = Arrays.binarySearch(starts, position);
    if (found >= 0) {
      return found;
    }
    int next = -found - 1;
    return next > 0 && position < ends[next - 1] ? next - 1 : -1 - next;
  }

  /** First byte of the disk in run {@code i}. */
  long start(int i) {
    return starts[i];
  }

  long end(int i) {
    return ends[i];
  }

  /** Bytes of the disk that run {@code i} stands for. */
  long size(int i) {
    return ends[i] - starts[i];
  }

  /** Where its stored bytes lie in the data. */
  long offset(int i) {
    return offsets[i];
  }

  /** How many bytes are stored. */
  long length(int i) {
    return lengths[i];
  }

  BlockType type(int i) {
    return types[i];
  }
}
