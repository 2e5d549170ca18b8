package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UpcaseTable;
import java.io.IOException;
import java.nio.ByteOrder;

/** Reader of the up-case table of a volume (exFAT 7.2). */
final class ExfatUpcase {
  private static final int UNITS = UpcaseTable.UNITS;
  private static final int MAX_LENGTH = UNITS * 2;

  /** Starts a run of units that are their own upper-case forms; their number follows (7.2.5.1). */
  private static final int IDENTICAL = 0xFFFF;

  private ExfatUpcase() {}

  /**
   * Reads a table.
   *
   * @param checksum as recorded in its directory entry
   * @return null if the table's length or checksum is wrong
   * @throws IOException if it cannot be read
   */
  static UpcaseTable read(ByteSource table, long checksum) throws IOException {
    if (table.size() < 2 || table.size() > MAX_LENGTH || table.size() % 2 != 0) {
      return null;
    }
    int length = (int) table.size();
    Struct struct = Struct.read("up-case table", table, 0, length, ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum = Integer.rotateRight(sum, 1) + struct.u8(i);
    }
    return sum == (int) checksum ? UpcaseTable.of(forms(struct)) : null;
  }

  private static char[] forms(Struct struct) throws IOException {
    char[] forms = new char[UNITS];
    int unit = 0;
    for (int offset = 0; offset < struct.length() && unit < UNITS; offset += 2) {
      int form = struct.u16(offset);
      if (form == IDENTICAL && offset + 2 < struct.length()) {
        offset += 2;
        int end = Math.min(UNITS, unit + struct.u16(offset));
        while (unit < end) {
          forms[unit] = (char) unit++;
        }
      } else {
        forms[unit++] = (char) form;
      }
    }
    while (unit < UNITS) {
      forms[unit] = (char) unit++;
    }
    return forms;
  }
}
