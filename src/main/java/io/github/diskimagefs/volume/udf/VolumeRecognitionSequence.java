package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Volume recognition sequence, ECMA-167 2/8.3 and 3/9.1. */
final class VolumeRecognitionSequence {
  private static final int START = 32_768;
  private static final int MAX_SEQUENCE_BYTES = 32_768;
  private static final int DESCRIPTORS = 64;

  /** Sectors that are passed over, as a damaged one is; a source without UDF has no others. */
  private static final int UNKNOWN = 8;

  private static final Set<String> OTHERS =
      Set.of("BEA01", "TEA01", "CD001", "BOOT2", "CDW02", "NSR01");

  private VolumeRecognitionSequence() {}

  /** Whether the place of the first descriptor holds one of ISO 9660 or High Sierra. */
  static boolean defaultValue(VolumeSource source) throws IOException {
    long offset = source.start() + START;
    if (offset > source.bytes().size() - 14) {
      return false;
    }
    Struct head =
        Struct.read("Volume Descriptor", source.bytes(), offset, 14, ByteOrder.LITTLE_ENDIAN);
    return head.has(1, "CD001") || head.has(9, "CDROM");
  }

  /**
   * The version of the standard that the source declares.
   *
   * @return {@code NSR02}, {@code NSR03}, or null where there is neither
   */
  static String version(VolumeSource source) throws IOException {
    // A descriptor takes 2048 bytes, or a whole sector where that is longer (2/8.4).
    for (int step = 2048; step <= MAX_SEQUENCE_BYTES; step *= 2) {
      String version = version(source.bytes(), source.start() + START, step);
      if (version != null) {
        return version;
      }
    }
    return null;
  }

  private static String version(ByteSource bytes, long from, int step) throws IOException {
    byte[] identifier = new byte[5];
    int unknown = 0;
    for (int i = 0; i < DESCRIPTORS; i++) {
      long offset = from + (long) i * step + 1; // BP 1: standard identifier, 2/9.1
      if (offset < 0 || offset > bytes.size() - identifier.length) {
        return null;
      }
      bytes.readFully(offset, ByteBuffer.wrap(identifier));
      String name = new String(identifier, StandardCharsets.ISO_8859_1);
      if (name.equals("NSR02") || name.equals("NSR03")) {
        return name;
      }
      if (!OTHERS.contains(name) && ++unknown == UNKNOWN) {
        return null;
      }
    }
    return null;
  }
}
