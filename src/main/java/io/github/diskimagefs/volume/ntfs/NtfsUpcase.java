package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UpcaseTable;
import java.io.IOException;
import java.nio.ByteOrder;

/** Reader of {@code $UpCase}, the up-case table of a volume. */
final class NtfsUpcase {
  private static final int LENGTH = UpcaseTable.UNITS * Character.BYTES;

  private NtfsUpcase() {}

  /** Reads the table of a volume; one that cannot be read is replaced by that of Unicode. */
  static UpcaseTable read(MasterFileTable table) {
    try {
      ByteSource data =
          FileRecord.read(table, MasterFileTable.UPCASE).open(Attribute.DATA, "", null);
      if (data == null || data.size() < LENGTH) {
        return UpcaseTable.ofUnicode();
      }
      Struct units = Struct.read("$UpCase", data, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
      char[] forms = new char[UpcaseTable.UNITS];
      for (int i = 0; i < forms.length; i++) {
        forms[i] = (char) units.u16(2 * i);
      }
      return UpcaseTable.of(forms);
    } catch (IOException e) {
      return UpcaseTable.ofUnicode();
    }
  }
}
