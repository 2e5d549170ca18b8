package io.github.diskimagefs.volume;

import java.util.Map;
import java.util.TreeMap;

/**
 * The ranges of a file that have been compared with their hashes. Adjacent ranges are joined, so a
 * file that was read from its start takes one entry; if there are too many entries, one of them is
 * forgotten.
 */
final class VerifiedRanges {
  private final int maxEntries;

  /** The ends of ranges by their starts; ranges neither overlap nor touch each other. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  VerifiedRanges(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** Returns the range that holds a position, or null. */
  synchronized VerifiedSource.Range find(long position) {
    Map.Entry<Long, Long> entry = ends.floorEntry(position);
    return entry == null || entry.getValue() <= position
        ? null
        : new VerifiedSource.Range(entry.getKey(), entry.getValue());
  }

  /** Adds a range; returns the joined one. */
  synchronized VerifiedSource.Range add(VerifiedSource.Range range) {
    long start = range.start();
    long end = range.end();
    Map.Entry<Long, Long> other = ends.floorEntry(end);
    while (other != null && other.getValue() >= start) {
      start = Math.min(start, other.getKey());
      end = Math.max(end, other.getValue());
      ends.remove(other.getKey());
      other = ends.floorEntry(end);
    }
    if (ends.size() >= maxEntries) {
      // The start of the file first, or its end after the start was added.
      ends.remove(ends.firstKey() < start ? ends.firstKey() : ends.lastKey());
    }
    ends.put(start, end);
    return new VerifiedSource.Range(start, end);
  }
}
