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
  private boolean started;
  private boolean continued;

  void clear() {
    length = 0;
    started = false;
    continued = false;
  }

  /** Adds the component records of one entry. */
  void add(Struct in, int from, int to) throws MalformedImageException {
    int offset = from;
    while (to - offset >= 2) {
      int flags = in.u8(offset);
      int size = Math.min(in.u8(offset + 1), to - offset - 2);
      separate();
      if ((flags & ROOT) != 0) {
        // Writers of today record an empty component so: of "a//b" the root comes in the middle.
        put('/');
      } else if ((flags & CURRENT) != 0) {
        put('.');
      } else if ((flags & PARENT) != 0) {
        put('.');
        put('.');
      } else {
        for (int i = 0; i < size; i++) {
          put(in.u8(offset + 2 + i));
        }
      }
      continued = (flags & CONTINUED) != 0;
      offset += 2 + size;
    }
  }

  private void separate() {
    if (started && !continued && (length == 0 || bytes[length - 1] != '/')) {
      put('/');
    }
    started = true;
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
