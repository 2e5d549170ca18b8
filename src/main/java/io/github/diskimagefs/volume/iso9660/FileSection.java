package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A file section, ECMA-119 §6.4.
 *
 * @param start byte position of its first byte
 * @param size in bytes, gaps not counted
 * @param unit bytes per file unit, 0 if it is not interleaved
 * @param gap bytes between two units
 */
record FileSection(long start, long size, int unit, int gap) {

  /** The bytes of file sections, one behind the other. */
  static ByteSource join(List<FileSection> extents, ByteSource image) {
    List<ByteSource> parts = new ArrayList<>(extents.size());
    for (FileSection extent : extents) {
      ByteSource part = image.slice(extent.start, extent.size);
      parts.add(
          extent.unit > 0 && extent.gap > 0
              ? new InterleavedSource(image, extent.start, extent.size, extent.unit, extent.gap)
              : part);
    }
    return ConcatSource.of(parts);
  }

  /** Adds a section to those before, as one with the last where it continues it. */
  static void append(List<FileSection> extents, FileSection next) {
    if (!extents.isEmpty()) {
      FileSection last = extents.get(extents.size() - 1);
      if (last.unit == 0 && next.unit == 0 && last.start + last.size == next.start) {
        extents.set(extents.size() - 1, new FileSection(last.start, last.size + next.size, 0, 0));
        return;
      }
    }
    extents.add(next);
  }

  static long total(List<FileSection> extents) {
    long total = 0;
    for (FileSection extent : extents) {
      total += extent.size; // fewer than 2^32 records of less than 2^32 bytes each
    }
    return total;
  }
}
