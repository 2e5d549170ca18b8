package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.PathSafeNames;
import java.io.IOException;
import java.nio.ByteOrder;

/** The volume's own rule for letter case ({@code $UpCase}): an upper-case form for each unit. */
final class UpcaseTable {
  private static final int UNITS = 1 << 16;

  private final char[] forms;

  private UpcaseTable(char[] forms) {
    this.forms = forms;
  }

  /** Reads the table of a volume; one that cannot be read is replaced by Java's rule. */
  static UpcaseTable read(MasterFileTable table) {
    try {
      ByteSource data =
          FileRecord.read(table, MasterFileTable.UPCASE).open(Attribute.DATA, "", null);
      if (data == null || data.size() < UNITS * Character.BYTES) {
        return new UpcaseTable(null);
      }
      Struct units =
          Struct.read("$UpCase", data, 0, UNITS * Character.BYTES, ByteOrder.LITTLE_ENDIAN);
      char[] forms = new char[UNITS];
      for (int i = 0; i < UNITS; i++) {
        forms[i] = (char) units.u16(2 * i);
      }
      return new UpcaseTable(forms);
    } catch (IOException e) {
      return new UpcaseTable(null); // exact names are found without a table
    }
  }

  String fold(String name) {
    if (forms == null) {
      return PathSafeNames.foldCase(name);
    }
    char[] folded = name.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = forms[folded[i]];
    }
    return new String(folded);
  }
}
