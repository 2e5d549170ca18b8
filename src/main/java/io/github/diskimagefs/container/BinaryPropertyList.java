package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of binary property lists, version 00 ({@code bplist00}), big-endian: objects, a table of
 * their offsets, and a trailer of 32 bytes. Apple describes the layout in the source text of
 * CoreFoundation, {@code CFBinaryPList.c}.
 *
 * <p>Each object is decoded once, however many others refer to it, and objects that overlap are
 * refused, so that the result is never larger than a small multiple of the list.
 */
final class BinaryPropertyList {
  static final String SIGNATURE = "bplist00";

  private static final int MAX_DEPTH = 32;
  private static final int TRAILER_BYTES = 32;

  /** Stands for an object that contains itself. */
  private static final Object UNFINISHED = new Object();

  private final Struct list;
  private final int offsetBytes;
  private final int referenceBytes;
  private final int tableOffset;
  private final Object[] objects;

  /** Bytes of the list that no object has used yet. */
  private long unused;

  private BinaryPropertyList(Struct list) throws MalformedImageException {
    this.list = list;
    Struct trailer = list.slice(list.length() - TRAILER_BYTES, TRAILER_BYTES);
    this.offsetBytes = trailer.u8(6);
    this.referenceBytes = trailer.u8(7);
    long count = trailer.u64(8);
    long table = trailer.u64(24);
    if (offsetBytes < 1 || offsetBytes > 8 || referenceBytes < 1 || referenceBytes > 8) {
      throw list.malformed("offsets of %d, references of %d bytes", offsetBytes, referenceBytes);
    }
    if (count > list.length() || table > list.length() - count * offsetBytes) {
      throw list.malformed("%d objects, their table at %d", count, table);
    }
    this.tableOffset = (int) table;
    this.objects = new Object[(int) count];
    this.unused = list.length();
  }

  /**
   * Reads a list.
   *
   * @param imageOffset offset of the list in the image, for messages
   * @return as {@link PropertyList#read}
   */
  static Object read(byte[] bytes, long imageOffset) throws MalformedImageException {
    Struct list = Struct.of("property list", bytes, imageOffset, ByteOrder.BIG_ENDIAN);
    long top = list.slice(list.length() - TRAILER_BYTES, TRAILER_BYTES).u64(16);
    return new BinaryPropertyList(list).object(top, 0);
  }

  private Object object(long reference, int depth) throws MalformedImageException {
    if (reference < 0 || reference >= objects.length) {
      throw list.malformed("object %d of %d", reference, objects.length);
    }
    if (depth > MAX_DEPTH) {
      throw list.malformed("nested more than %d deep", MAX_DEPTH);
    }
    int index = (int) reference;
    if (objects[index] == UNFINISHED) {
      throw list.malformed("object %d contains itself", index);
    }
    if (objects[index] == null) {
      objects[index] = UNFINISHED;
      objects[index] = decode(offset(index), depth);
    }
    return objects[index];
  }

  private int offset(int index) throws MalformedImageException {
    long offset = unsigned(tableOffset + index * offsetBytes, offsetBytes);
    if (offset < SIGNATURE.length() || offset >= list.length()) {
      throw list.malformed("object %d at %d", index, offset);
    }
    return (int) offset;
  }

  private long unsigned(int offset, int length) throws MalformedImageException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | list.u8(offset + i);
    }
    return value;
  }

  /** Decodes an object: the upper half of its first byte is the type, the lower one its length. */
  private Object decode(int offset, int depth) throws MalformedImageException {
    int marker = list.u8(offset);
    int low = marker & 15;
    switch (marker >> 4) {
      case 0:
        return low == 8 ? "false" : low == 9 ? "true" : "";
      case 1: // an integer of 2^low bytes; 16 bytes at most
        return new BigInteger(list.bytes(offset + 1, 1 << Math.min(low, 5))).toString();
      case 2: // IEEE 754
        return low == 2
            ? Float.toString(Float.intBitsToFloat(list.s32(offset + 1)))
            : Double.toString(Double.longBitsToDouble(list.s64(offset + 1)));
      case 3: // seconds since 2001
        return Double.toString(Double.longBitsToDouble(list.s64(offset + 1)));
      case 8: // UID of low + 1 bytes
        return new BigInteger(1, list.bytes(offset + 1, low + 1)).toString();
      default:
        return decodeCounted(marker >> 4, offset, depth);
    }
  }

  private Object decodeCounted(int type, int offset, int depth) throws MalformedImageException {
    int start = offset + 1;
    long count = list.u8(offset) & 15;
    if (count == 15) { // the length follows, as an integer
      int bytes = 1 << (list.u8(start) & 3);
      if (list.u8(start) >> 4 != 1) {
        throw list.malformed("object at %d has no length", offset);
      }
      count = unsigned(start + 1, bytes);
      start += 1 + bytes;
    }
    if (count < 0 || count > list.length()) {
      throw list.malformed("object at %d has %d elements", offset, count);
    }
    int length = (int) count;
    unused -= type == 13 ? 2 * count : count;
    if (unused < 0) {
      throw list.malformed("objects overlap");
    }
    return switch (type) {
      case 4 -> list.bytes(start, length);
      case 5 -> list.text(start, length, StandardCharsets.US_ASCII);
      case 6 -> list.text(start, Math.multiplyExact(length, 2), StandardCharsets.UTF_16BE);
      case 10, 11, 12 -> array(start, length, depth);
      case 13 -> dictionary(start, length, depth);
      default -> throw list.malformed("object at %d of type %d", offset, type);
    };
  }

  private List<Object> array(int start, int count, int depth) throws MalformedImageException {
    List<Object> array = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      array.add(object(unsigned(start + i * referenceBytes, referenceBytes), depth + 1));
    }
    return array;
  }

  private Map<String, Object> dictionary(int start, int count, int depth)
      throws MalformedImageException {
    Map<String, Object> map = new LinkedHashMap<>();
    int values = start + count * referenceBytes;
    for (int i = 0; i < count; i++) {
      Object key = object(unsigned(start + i * referenceBytes, referenceBytes), depth + 1);
      if (!(key instanceof String text)) {
        throw list.malformed("a key that is no text");
      }
      map.put(text, object(unsigned(values + i * referenceBytes, referenceBytes), depth + 1));
    }
    return map;
  }
}
