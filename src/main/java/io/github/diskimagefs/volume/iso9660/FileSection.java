package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file section, ECMA-119 §6.4.
 *
 * @param start byte position of its first byte
 * @param size in bytes, without gaps
 * @param unit bytes in a file unit, 0 if it is not interleaved
 * @param gap bytes between two units
 */
record FileSection(long start, long size, int unit, int gap) {

  /** Returns the section that a record describes. */
  static FileSection of(DirectoryRecord record, int blockSize, ByteSource image)
      throws IOException {
    boolean interleaved = record.interleaved();
    return new FileSection(
        start(record, blockSize, image),
        record.dataLength(),
        interleaved ? record.unit() * blockSize : 0,
        interleaved ? record.gap() * blockSize : 0);
  }

  /** Returns the byte position of a record's data. */
  static long start(DirectoryRecord record, int blockSize, ByteSource image) throws IOException {
    // The extended attribute record comes first; interleaved, it has a file unit of its own.
    int before = record.attributeLength();
    if (before > 0 && record.interleaved()) {
      before = record.unit() + record.gap();
    }
    long extent = record.location() * blockSize;
    long start = extent + (long) before * blockSize;
    // Some writers count blocks of an extended attribute record that does not exist.
    boolean outside = before > 0 && !image.holds(start, record.dataLength());
    return outside && image.holds(extent, record.dataLength()) ? extent : start;
  }

  /** Returns the bytes of file sections, one after the other. */
  static ByteSource join(List<FileSection> sections, ByteSource image) {
    List<ByteSource> parts = new ArrayList<>(sections.size());
    for (FileSection section : sections) {
      ByteSource part = image.slice(section.start, section.size);
      parts.add(
          section.unit > 0 && section.gap > 0
              ? new InterleavedSource(image, section.start, section.size, section.unit, section.gap)
              : part);
    }
    return ConcatSource.of(parts);
  }

  /** Adds a section, and merges it with the last one if it continues that. */
  static void append(List<FileSection> sections, FileSection next) {
    if (!sections.isEmpty()) {
      FileSection last = sections.get(sections.size() - 1);
      if (last.unit == 0 && next.unit == 0 && last.start + last.size == next.start) {
        sections.set(sections.size() - 1, new FileSection(last.start, last.size + next.size, 0, 0));
        return;
      }
    }
    sections.add(next);
  }

  /** Returns the size of file sections in bytes. */
  static long total(List<FileSection> sections) {
    long total = 0;
    for (FileSection section : sections) {
      total += section.size; // fewer than 2^32 records of less than 2^32 bytes each
    }
    return total;
  }
}
