package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.StandardIdentifier;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Volume recognition sequence, ECMA-167 2/8.3 and 3/9.1. */
final class VolumeRecognitionSequence {
  private static final int START = 32_768;
  private static final int MAX_SEQUENCE_BYTES = 32_768;
  private static final int DESCRIPTORS = 64;

  /** Sectors that may be damaged before a sequence of sectors of 2048 bytes ends. */
  private static final int MAX_UNKNOWN = 8;

  /** The same for larger sectors, which are so far apart that each costs a read. */
  private static final int MAX_UNKNOWN_LARGE = 2;

  /** Identifiers that may stand before that of UDF. */
  private static final Set<StandardIdentifier> OTHERS =
      EnumSet.of(
          StandardIdentifier.BEA01,
          StandardIdentifier.TEA01,
          StandardIdentifier.CD001,
          StandardIdentifier.BOOT2,
          StandardIdentifier.CDW02,
          StandardIdentifier.NSR01);

  private VolumeRecognitionSequence() {}

  /** Returns whether the place of the first descriptor has one of ISO 9660 or High Sierra. */
  static boolean declaresIso9660(VolumeSource source) throws IOException {
    StandardIdentifier first =
        StandardIdentifier.read(
            source.bytes(), source.start() + StandardIdentifier.FIRST_DESCRIPTOR);
    return first == StandardIdentifier.CD001 || first == StandardIdentifier.CDROM;
  }

  /**
   * The version of the standard that the source declares.
   *
   * @return {@code NSR02}, {@code NSR03}, or null where there is neither
   */
  static String version(VolumeSource source) throws IOException {
    return version(source.bytes(), source.start());
  }

  /** Returns the version that the session declares that starts at a byte position; null if none. */
  static String version(ByteSource bytes, long start) throws IOException {
    long first = start + START;
    if (!bytes.holds(first, StandardIdentifier.LENGTH)) {
      return null;
    }
    // All sequences but the longest are in the first block.
    ByteSource buffered = BufferedSource.of(bytes);
    ByteSource sequence = buffered.tail(first);
    // A descriptor takes 2048 bytes, or a whole sector where that is longer (2/8.4).
    for (int step = 2048; step <= MAX_SEQUENCE_BYTES; step *= 2) {
      String version = version(sequence, step);
      if (version != null) {
        return version;
      }
    }
    return null;
  }

  private static String version(ByteSource sequence, int step) throws IOException {
    int maxUnknown = step == 2048 ? MAX_UNKNOWN : MAX_UNKNOWN_LARGE;
    int unknown = 0;
    for (int i = 0; i < DESCRIPTORS; i++) {
      long offset = (long) i * step;
      if (!sequence.holds(offset, StandardIdentifier.LENGTH)) {
        return null;
      }
      StandardIdentifier identifier = StandardIdentifier.read(sequence, offset);
      if (identifier == StandardIdentifier.NSR02 || identifier == StandardIdentifier.NSR03) {
        return identifier.name();
      }
      if (!OTHERS.contains(identifier) && ++unknown == maxUnknown) {
        return null;
      }
    }
    return null;
  }
}
