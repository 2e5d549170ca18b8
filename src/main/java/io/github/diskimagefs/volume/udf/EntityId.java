package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.StandardCharsets;

/**
 * Entity identifier (regid), ECMA-167 1/7.4.
 *
 * @param name 23 bytes without their padding
 * @param revision the first two bytes of the suffix: in domain and UDF identifiers the revision of
 *     UDF in binary coded decimal (UDF 2.1.5.3)
 */
record EntityId(String name, int revision) {
  static final int SIZE = 32;

  static EntityId read(Struct struct, int offset) throws MalformedImageException {
    String name = struct.text(offset + 1, 23, StandardCharsets.ISO_8859_1);
    int end = name.indexOf(0);
    return new EntityId(
        (end < 0 ? name : name.substring(0, end)).stripTrailing(), struct.u16(offset + 24));
  }

  /** A revision as people write it: 0x0250 is 2.50. */
  static String revisionText(int revision) {
    return String.format("%x.%02x", revision >> 8, revision & 0xFF);
  }
}
