package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;

/** Detects Rock Ridge in the first records of the root directory. */
final class RockRidgeDetector {
  private static final int MAX_EXAMINED_BYTES = 2048;
  private static final int INDICATOR_SKIP = 6;

  private RockRidgeDetector() {}

  /**
   * Looks for Rock Ridge.
   *
   * @param root byte position of the root directory
   * @return the bytes to skip in each system use field, or -1 if there is no Rock Ridge
   */
  static int detect(Hierarchy hierarchy, long root) throws IOException {
    RecordReader records =
        hierarchy.records(root, MAX_EXAMINED_BYTES, 0, new BufferPool(MAX_EXAMINED_BYTES));
    SystemUseParser parser = hierarchy.systemUseParser();
    int skip = -1;
    for (DirectoryRecord record = records.next(); record != null; record = records.next()) {
      Struct struct = records.bytes();
      int start = record.systemUse();
      int first = start + skip;
      if (skip < 0) {
        // The indicator comes first, or after the attributes of CD-ROM XA (SUSP §5.3).
        first = start + (SystemUseReader.xa(struct, start) ? SystemUseReader.XA_LENGTH : 0);
        boolean susp = struct.has(first, "SP\7\1\u00be\u00ef");
        skip = susp ? struct.u8(first + INDICATOR_SKIP) : first - start;
      }
      if (parser.parse(struct, first, record.end()).rockRidge()) {
        return confirmed(skip, records, parser);
      }
    }
    return -1;
  }

  /**
   * Returns whether the first entries of the root directory have alternate names (NM), or there are
   * no entries: some writers record attributes alone.
   *
   * @param root byte position of the root directory
   * @param skip bytes of each system use field before the entries of Rock Ridge
   */
  static boolean hasNames(Hierarchy hierarchy, long root, int skip) throws IOException {
    RecordReader records =
        hierarchy.records(root, MAX_EXAMINED_BYTES, 0, new BufferPool(MAX_EXAMINED_BYTES));
    SystemUseParser parser = hierarchy.systemUseParser();
    boolean empty = true;
    for (DirectoryRecord record = records.next(); record != null; record = records.next()) {
      Struct struct = records.bytes();
      if (record.special(struct)) {
        continue;
      }
      empty = false;
      if (parser.parse(struct, record.systemUse() + skip, record.end()).name() != null) {
        return true;
      }
    }
    return empty;
  }

  /** Returns the bytes to skip, or 0 if the next record has its entries at the beginning. */
  private static int confirmed(int skip, RecordReader records, SystemUseParser parser)
      throws IOException {
    DirectoryRecord record = skip == 0 ? null : records.next();
    if (record == null
        || parser.parse(records.bytes(), record.systemUse() + skip, record.end()).posix()) {
      return skip;
    }
    return parser.parse(records.bytes(), record.systemUse(), record.end()).posix() ? 0 : skip;
  }
}
