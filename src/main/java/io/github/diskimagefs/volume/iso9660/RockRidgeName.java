package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;

/** Assembles the alternate name of the entries NM, RRIP 1.12 §4.1.4. For one thread. */
final class RockRidgeName {
  private static final int CONTINUE = 0x01;
  private static final int CURRENT_OR_PARENT = 0x06;

  private final NameDecoder decoder;

  /** The parts of a name in several entries; null in most records, because its methods lock. */
  private ByteArrayOutputStream parts;

  private boolean ignored;
  private String name;

  RockRidgeName(NameDecoder decoder) {
    this.decoder = decoder;
  }

  /** Starts the next record. */
  void clear() {
    ignored = false;
    name = null;
    parts = null;
  }

  /** Takes note of an entry RR, which tells whether entries NM count. */
  void ignore(boolean ignore) {
    ignored = ignore;
  }

  /**
   * Adds an entry.
   *
   * @return whether it holds a whole name
   */
  boolean add(Struct struct, int offset, int length) throws MalformedImageException {
    if (length <= 5 || ignored || name != null || dots(struct, offset, length)) {
      return false;
    }
    if (parts == null && (struct.u8(offset + 4) & CONTINUE) == 0) {
      name = decoder.text(struct, offset + 5, length - 5);
      return true;
    }
    if (parts == null) {
      parts = new ByteArrayOutputStream();
    }
    parts.writeBytes(struct.bytes(offset + 5, length - 5));
    return false;
  }

  /** Returns whether the name is {@code .} or {@code ..}: some writers set the flags wrongly. */
  private static boolean dots(Struct struct, int offset, int length)
      throws MalformedImageException {
    return (struct.u8(offset + 4) & CURRENT_OR_PARENT) != 0
        && ((length == 6 && struct.has(offset + 5, "."))
            || (length == 7 && struct.has(offset + 5, "..")));
  }

  /** The name, or null if there is none. */
  String name() throws MalformedImageException {
    if (parts != null) {
      Struct bytes = Struct.of("NM", parts.toByteArray(), 0, ByteOrder.LITTLE_ENDIAN);
      name = decoder.text(bytes, 0, bytes.length());
    }
    return name == null || name.isEmpty() ? null : name;
  }
}
