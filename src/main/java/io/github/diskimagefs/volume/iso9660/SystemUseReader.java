package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Reads the system use fields of a directory's records, ECMA-119 §9.1.13. The attributes of CD-ROM
 * XA and Apple's are at its beginning in every hierarchy; Rock Ridge counts in its own only. For
 * one thread.
 *
 * @param parser null in a hierarchy without Rock Ridge
 * @param skip bytes of each system use field before the first entry, SUSP §5.3
 */
record SystemUseReader(SystemUseParser parser, int skip) {
  /** Length of the attributes of CD-ROM XA, §II 2.7, as of Apple's. */
  static final int XA_LENGTH = 14;

  /** Reads a record's field. */
  SystemUse read(Struct struct, DirectoryRecord record) throws IOException {
    int start = record.systemUse();
    SystemUse use =
        parser == null ? SystemUse.NONE : parser.parse(struct, start + skip, record.end());
    if (record.end() - start < XA_LENGTH) {
      return use;
    }
    if (xa(struct, start)) {
      return use.with(use.extras().withXa(struct.bigEndian().u16(start + 4)));
    }
    return use.extras().finderInfo() == null && apple(struct, start)
        ? use.with(use.extras().withFinderInfo(AppleExtension.read(struct, start)))
        : use;
  }

  /** Returns the field of a directory that has no record of its own. */
  SystemUse none() throws IOException {
    Struct nothing = Struct.of("", new byte[0], 0, java.nio.ByteOrder.LITTLE_ENDIAN);
    return parser == null ? SystemUse.NONE : parser.parse(nothing, 0, 0);
  }

  /** Returns whether a field begins with the attributes of CD-ROM XA. */
  static boolean xa(Struct struct, int start) {
    return struct.has(start + 6, "XA");
  }

  private static boolean apple(Struct struct, int start) throws MalformedImageException {
    return struct.has(start, "AA")
        && struct.u8(start + 2) == AppleExtension.LENGTH
        && struct.u8(start + 3) == AppleExtension.HFS;
  }
}
