package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The standard identifier of a volume structure descriptor, which tells file systems of optical
 * discs apart (ECMA-167 2/9.1.2, ECMA-119 §8.1.2, UDF 2.1).
 */
public enum StandardIdentifier {
  /** ISO 9660. */
  CD001,
  /** The High Sierra proposal, which came before ISO 9660; its identifier stands at BP 10. */
  CDROM,
  /** ECMA-168. */
  CDW02,
  /** Beginning of an extended area. */
  BEA01,
  /** A boot descriptor. */
  BOOT2,
  /** ECMA-167, first edition. */
  NSR01,
  /** ECMA-167, second edition: UDF 1.02 and 1.50. */
  NSR02,
  /** ECMA-167, third edition: UDF 2.00 and later. */
  NSR03,
  /** End of an extended area. */
  TEA01;

  /** Byte offset in a session of its first descriptor: sector 16. */
  public static final long FIRST_DESCRIPTOR = 32_768;

  /** Bytes of a descriptor that {@link #find} looks at. */
  public static final int LENGTH = 14;

  private static final int HIGH_SIERRA_OFFSET = 9;

  /** Returns whether a descriptor, of which the first bytes are given, has this identifier. */
  public boolean isIn(Struct descriptor) {
    return descriptor.has(this == CDROM ? HIGH_SIERRA_OFFSET : 1, name());
  }

  /** Returns the identifier of a descriptor; null if it has none. */
  public static StandardIdentifier find(Struct descriptor) {
    for (StandardIdentifier identifier : values()) {
      if (identifier.isIn(descriptor)) {
        return identifier;
      }
    }
    return null;
  }

  /**
   * Reads the identifier of the descriptor at a byte position.
   *
   * @return null if the descriptor has none, or the source ends before
   */
  public static StandardIdentifier read(ByteSource source, long position) throws IOException {
    if (!source.holds(position, LENGTH)) {
      return null;
    }
    return find(
        Struct.read("Volume Descriptor", source, position, LENGTH, ByteOrder.LITTLE_ENDIAN));
  }
}
