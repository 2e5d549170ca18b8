package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Puts the components of SL entries together, RRIP 1.12 §4.1.3.1. */
final class SymbolicLinkText {
  private static final int CONTINUED = 0x01;
  private static final int CURRENT = 0x02;
  private static final int PARENT = 0x04;
  private static final int ROOT = 0x08;

  private byte[] bytes = new byte[128];
  private int length;
  private boolean separated = true;

  void clear() {
    length = 0;
    separated = true;
  }

  /** Adds the component records of one entry, from offset {@code start} to {@code end}. */
  void add(Struct struct, int start, int end) throws MalformedImageException {
    int offset = start;
    while (end - offset >= 2) {
      int flags = struct.u8(offset);
      int size = Math.min(struct.u8(offset + 1), end - offset - 2);
      if (!separated) {
        put('/');
      }
      if ((flags & ROOT) != 0) {
        // In the middle an empty component: today's writers record "a//b" as "a", root, "b".
        put('/');
      } else if ((flags & CURRENT) != 0) {
        put('.');
      } else if ((flags & PARENT) != 0) {
        put('.');
        put('.');
      } else {
        for (int i = 0; i < size; i++) {
          put(struct.u8(offset + 2 + i));
        }
      }
      // The rest of a continued component follows at once, and a root is a separator itself.
      separated = (flags & (CONTINUED | ROOT)) != 0;
      offset += 2 + size;
    }
  }

  private void put(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  int length() {
    return length;
  }

  Struct bytes() {
    return Struct.of("SL", Arrays.copyOf(bytes, length), 0, ByteOrder.LITTLE_ENDIAN);
  }
}
