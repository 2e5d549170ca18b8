package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Distinguished Encoding Rules (ITU-T X.690), as far as key bags use them. */
final class Der {
  private static final int LONG_FORM = 0x80;

  private Der() {}

  /** Returns the content of the first element of a tag, or null if there is none. */
  static Struct find(Struct elements, int tag) throws MalformedImageException {
    int offset = 0;
    while (offset < elements.length()) {
      int found = elements.u8(offset);
      int length = elements.u8(offset + 1);
      int start = offset + 2;
      if (length > LONG_FORM) {
        int bytes = length - LONG_FORM;
        if (bytes > 2) {
          throw elements.malformed("element with a length of %d bytes", bytes);
        }
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | elements.u8(start++);
        }
      }
      if (found == tag) {
        return elements.slice(start, length);
      }
      offset = start + length;
    }
    return null;
  }

  /** Returns the content of an element that must be there. */
  static Struct require(Struct elements, int tag) throws MalformedImageException {
    Struct found = find(elements, tag);
    if (found == null) {
      throw elements.malformed("no element 0x%x", tag);
    }
    return found;
  }

  /** Returns the value of an unsigned number; the maximum if it has more than 63 bits. */
  static long unsigned(Struct number) throws MalformedImageException {
    long value = 0;
    for (int i = 0; i < number.length(); i++) {
      if (value >>> 55 != 0) {
        return Long.MAX_VALUE;
      }
      value = value << 8 | number.u8(i);
    }
    return value;
  }
}
