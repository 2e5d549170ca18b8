package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.Arrays;
import java.util.List;

/**
 * Runs of all block tables, in the order of the disk, except those without sectors. They are held
 * in plain arrays, because large images have hundreds of thousands.
 */
final class BlockRuns {
  private static final int SECTOR = 512;

  /** Maximum bytes of one compressed run, decoded; keeps window numbers within 32 bits. */
  private static final long MAX_COMPRESSED_BYTES = 1L << 45;

  /** Maximum end of a run on the disk; keeps sums within 63 bits. */
  private static final long MAX_BYTES = Long.MAX_VALUE >> 2;

  private final long[] starts;
  private final long[] ends;
  private final long[] offsets;
  private final long[] lengths;
  private final BlockType[] types;
  private final int count;
  private final long size;

  private BlockRuns(int capacity, long size) {
    this.size = size;
    starts = new long[capacity];
    ends = new long[capacity];
    offsets = new long[capacity];
    lengths = new long[capacity];
    types = new BlockType[capacity];
    count = capacity;
  }

  private record Row(long start, long end, long offset, long length, BlockType type) {
    boolean stored() {
      return type != BlockType.ZERO && type != BlockType.IGNORE;
    }

    /** Returns the part before a byte of the disk; null if there is none. */
    Row until(long max) {
      return end <= max ? this : start < max ? new Row(start, max, offset, length, type) : null;
    }

    /** Returns the part from a byte of the disk on; null if there is none. */
    Row since(long min) {
      return start >= min ? this : min < end ? new Row(min, end, offset, length, type) : null;
    }
  }

  /**
   * Joins block tables.
   *
   * @param dataSize bytes of the data fork, which holds the stored bytes of the runs
   * @param sectors of the disk, as the trailer records them; 0 if it does not
   */
  static BlockRuns of(List<BlockTable> tables, long dataSize, long sectors)
      throws MalformedImageException {
    int capacity = 0;
    for (BlockTable table : tables) {
      capacity = Math.addExact(capacity, table.runCount());
    }
    Row[] rows = new Row[capacity];
    int count = 0;
    long size = 0;
    boolean sorted = true;
    for (BlockTable table : tables) {
      for (int i = 0; i < table.runCount(); i++) {
        Struct struct = table.runs().slice(i * BlockTable.RUN_SIZE, BlockTable.RUN_SIZE);
        BlockType type = BlockType.of(struct.s32(0));
        if (type == BlockType.TERMINATOR) {
          break;
        }
        Row row = row(table, struct, type, dataSize);
        if (row != null && !row.stored()) {
          row = row.until(end(table, sectors));
        }
        if (row != null) {
          size = Math.max(size, row.end);
          sorted &= count == 0 || rows[count - 1].start <= row.start;
          rows[count++] = row;
        }
      }
    }
    if (!sorted) {
      Arrays.sort(rows, 0, count, (a, b) -> Long.compare(a.start, b.start));
    }
    count = withoutOverlaps(rows, count);
    BlockRuns runs = new BlockRuns(count, size);
    for (int i = 0; i < count; i++) {
      runs.set(i, rows[i]);
    }
    return runs;
  }

  /** Returns the byte of the disk at which a table's runs of zeros end at the latest. */
  private static long end(BlockTable table, long sectors) {
    return table.sectors() == 0
        ? MAX_BYTES
        : Math.max(
            (table.firstSector() + table.sectors()) * SECTOR,
            Math.min(sectors, MAX_BYTES / SECTOR) * SECTOR);
  }

  /**
   * Shortens runs of zeros, which in some images pass the end of their table, where another run
   * starts or has not ended.
   *
   * @return the number of rows left, at the start of the array
   */
  private static int withoutOverlaps(Row[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Row row = rows[i];
      if (kept > 0 && row.start < rows[kept - 1].end) {
        if (!row.stored()) {
          row = row.since(rows[kept - 1].end);
        } else if (!rows[kept - 1].stored()) {
          Row before = rows[--kept].until(row.start);
          if (before != null) {
            rows[kept++] = before;
          }
        }
      }
      if (row != null) {
        rows[kept++] = row;
      }
    }
    return kept;
  }

  private static Row row(BlockTable table, Struct struct, BlockType type, long dataSize)
      throws MalformedImageException {
    if (type == null) {
      throw struct.malformed("block type 0x%08X is not defined", struct.s32(0));
    }
    long sector = struct.u64(8);
    long sectors = struct.u64(16);
    if (type == BlockType.COMMENT || sectors == 0) {
      return null;
    }
    long max = MAX_BYTES / SECTOR;
    if (sector > max || sectors > max || table.firstSector() + sector > max - sectors) {
      throw struct.malformed("%d sectors from %d on", sectors, sector);
    }
    long start = (table.firstSector() + sector) * SECTOR;
    long offset = 0;
    long length = 0;
    if (type == BlockType.RAW || type.compressed()) {
      if (type != BlockType.RAW && sectors > MAX_COMPRESSED_BYTES / SECTOR) {
        throw struct.malformed("%d sectors in one compressed run", sectors);
      }
      offset = struct.s64(24) + table.dataOffset();
      length = struct.s64(32);
      if (offset < 0 || length < 0 || offset > dataSize - length) {
        throw struct.malformed(
            "data at %d, %d bytes, of a fork of %d bytes", offset, length, dataSize);
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

  /** Returns the number of runs. */
  int count() {
    return count;
  }

  /** Returns the size of the disk in bytes: the greatest end of a run. */
  long size() {
    return size;
  }

  /**
   * Finds the run that holds a byte of the disk.
   *
   * @return its index, or {@code -1 - next} for a gap before run {@code next}
   */
  int find(long position) {
    int found = Arrays.binarySearch(starts, position);
    if (found >= 0) {
      return found;
    }
    int next = -found - 1;
    return next > 0 && position < ends[next - 1] ? next - 1 : -1 - next;
  }

  /** Returns the disk offset of the start of run {@code i}; after the last run, the size. */
  long start(int i) {
    return i == count ? size : starts[i];
  }

  /** Returns the disk offset of the end of run {@code i}. */
  long end(int i) {
    return ends[i];
  }

  /** Returns the size of run {@code i} on the disk in bytes. */
  long size(int i) {
    return ends[i] - starts[i];
  }

  /** Returns the offset of the stored bytes of run {@code i} in the data fork. */
  long offset(int i) {
    return offsets[i];
  }

  /** Returns the number of stored bytes of run {@code i}. */
  long length(int i) {
    return lengths[i];
  }

  /** Returns the type of run {@code i}. */
  BlockType type(int i) {
    return types[i];
  }
}
