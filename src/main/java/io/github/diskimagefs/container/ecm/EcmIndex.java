package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where some of the records of a file are: each of the first {@link #MAX_ENTRIES}, or every second,
 * fourth and so on of more. The file itself has no index.
 */
final class EcmIndex {
  static final int HEADER_LENGTH = 4;

  /** Entries of 16 bytes; a CD of mode 2 has 700,000 records, one of mode 1 a few. */
  private static final int MAX_ENTRIES = 1 << 15;

  private final ByteSource file;
  private final long[] offsets;
  private final long[] positions;
  private final long size;
  private final long end;

  private EcmIndex(ByteSource file, long[] offsets, long[] positions, long size, long end) {
    this.file = file;
    this.offsets = offsets;
    this.positions = positions;
    this.size = size;
    this.end = end;
  }

  /** Reads the headers of all records. */
  static EcmIndex read(ByteSource file) throws IOException {
    EcmCursor cursor = new EcmCursor(file, HEADER_LENGTH, 0);
    long[] offsets = new long[64];
    long[] positions = new long[64];
    int count = 0;
    int step = 1;
    for (long record = 0; ; record++) {
      long offset = cursor.nextOffset();
      if (!cursor.next()) {
        break;
      }
      if (record % step == 0) {
        if (count == MAX_ENTRIES) {
          step *= 2;
          count = halve(offsets, count);
          halve(positions, MAX_ENTRIES);
        }
        if (count == offsets.length) {
          offsets = Arrays.copyOf(offsets, 2 * count);
          positions = Arrays.copyOf(positions, 2 * count);
        }
        offsets[count] = offset;
        positions[count++] = cursor.position();
      }
    }
    return new EcmIndex(
        file,
        Arrays.copyOf(offsets, count),
        Arrays.copyOf(positions, count),
        cursor.position(),
        cursor.data());
  }

  /** Keeps every second value; returns their number. */
  private static int halve(long[] values, int count) {
    for (int i = 0; i < count / 2; i++) {
      values[i] = values[2 * i];
    }
    return count / 2;
  }

  /** Returns the number of bytes that the records decode to. */
  long size() {
    return size;
  }

  /** Returns the offset after the list of records: that of the checksum. */
  long end() {
    return end;
  }

  /** Returns a cursor at the record that decodes to a position below {@link #size}. */
  EcmCursor find(long position) throws IOException {
    int found = Arrays.binarySearch(positions, position);
    int entry = found >= 0 ? found : -found - 2;
    EcmCursor cursor = new EcmCursor(file, offsets[entry], positions[entry]);
    do {
      cursor.next();
    } while (cursor.end() <= position);
    return cursor;
  }
}
