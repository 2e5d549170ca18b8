package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.util.Map;
import java.util.TreeMap;

/** Ranges of a file whose blocks fast commits replace, in place of those in its extent tree. */
final class ExtentChanges {
  /** Start of a range without blocks. */
  private static final long HOLE = -1;

  /** A range up to a block of the file, and the block of the volume where it starts. */
  private record Range(long end, long start) {
    /** Returns the part of a range from a block of the file on. */
    Range from(long first, long cut) {
      return new Range(end, start == HOLE ? HOLE : start + cut - first);
    }
  }

  /** By their first blocks; no two have a block in common. */
  private final TreeMap<Long, Range> ranges = new TreeMap<>();

  private volatile Layout layout;
  private volatile End end;

  private record End(long stored, long changed) {}

  /**
   * The segments of the file, made once: a file may have many ranges and many names.
   *
   * @param size of the file
   * @param error of a range; null if all are valid
   */
  private record Layout(long size, ChangedContent.Segments segments, String error) {}

  /** Puts blocks of the volume into a range of the file. */
  void add(long first, long count, long start) {
    put(first, count, start);
  }

  /** Makes a range of the file a hole. */
  void remove(long first, long count) {
    put(first, count, HOLE);
  }

  private void put(long first, long count, long start) {
    if (count == 0) {
      return;
    }
    long end = first + count;
    Map.Entry<Long, Range> before = ranges.lowerEntry(first);
    if (before != null && before.getValue().end > first) {
      keepAfter(end, before);
      ranges.put(before.getKey(), new Range(first, before.getValue().start));
    }
    Map.Entry<Long, Range> covered = ranges.ceilingEntry(first);
    while (covered != null && covered.getKey() < end) {
      ranges.remove(covered.getKey());
      keepAfter(end, covered);
      covered = ranges.ceilingEntry(first);
    }
    ranges.put(first, new Range(end, start));
  }

  private void keepAfter(long end, Map.Entry<Long, Range> range) {
    if (range.getValue().end > end) {
      ranges.put(end, range.getValue().from(range.getKey(), end));
    }
  }

  /**
   * Returns the block after the last one of the file that is in the volume; no range may be put
   * from now on.
   *
   * @param stored that of its extents without these ranges
   */
  long end(long stored) {
    End known = end;
    if (known == null || known.stored != stored) {
      known = new End(stored, changedEnd(stored));
      end = known;
    }
    return known.changed;
  }

  private long changedEnd(long stored) {
    long changed = stored;
    for (Map.Entry<Long, Range> entry : ranges.descendingMap().entrySet()) {
      Range range = entry.getValue();
      if (range.start != HOLE) {
        return Math.max(changed, range.end);
      }
      if (range.end >= changed) {
        changed = Math.min(changed, entry.getKey());
      }
    }
    return changed;
  }

  /**
   * Opens the content of a file with these ranges; none may be put from now on.
   *
   * @param stored its content without them, as long as the file
   */
  ByteSource open(ByteSource stored, MetadataBlocks blocks) throws MalformedImageException {
    Layout known = layout;
    if (known == null || known.size != stored.size()) {
      known = layout(stored.size(), blocks);
      layout = known;
    }
    if (known.error != null) {
      throw new MalformedImageException(
          "fast commit", MalformedImageException.NO_OFFSET, known.error);
    }
    return new ChangedContent(stored, blocks.volume(), known.segments);
  }

  private Layout layout(long size, MetadataBlocks blocks) {
    ChangedContent.Builder content = new ChangedContent.Builder(size, blocks.blockSize());
    for (Map.Entry<Long, Range> entry : ranges.entrySet()) {
      long first = entry.getKey();
      Range range = entry.getValue();
      long count = range.end - first;
      content.stored(first);
      if (range.start == HOLE) {
        content.hole(range.end);
      } else if (range.start > blocks.blocks() - count) {
        String error = "range of " + count + " blocks at " + range.start + " of " + blocks.blocks();
        return new Layout(size, null, error);
      } else {
        content.blocks(range.end, range.start);
      }
    }
    return new Layout(size, content.build(), null);
  }
}
