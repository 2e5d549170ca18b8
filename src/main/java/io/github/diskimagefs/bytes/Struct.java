package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An on-disk structure: bytes in one byte order that know their offset in the image and the
 * structure's name. Offsets are zero-based; a read past the end throws.
 */
public final class Struct {
  private static final VarHandle LE32 = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE64 = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BE32 = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BE64 = view(long[].class, ByteOrder.BIG_ENDIAN);

  private final String name;
  private final byte[] bytes;
  private final int start;
  private final int length;
  private final long imageOffset;
  private final boolean little;

  private Struct(
      String name, byte[] bytes, int start, int length, long imageOffset, boolean little) {
    this.name = name;
    this.bytes = bytes;
    this.start = start;
    this.length = length;
    this.imageOffset = imageOffset;
    this.little = little;
  }

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  /**
   * Reads a structure.
   *
   * @param length in bytes; the caller has bounded it
   * @throws MalformedImageException if the source ends before the structure does
   */
  public static Struct read(
      String name, ByteSource source, long position, int length, ByteOrder order)
      throws IOException {
    if (!source.holds(position, length)) {
      long found = Math.max(0, source.size() - Math.max(0, position));
      throw new MalformedImageException(name, position, length + " bytes", found + " bytes");
    }
    byte[] bytes = source.readFully(position, length);
    return of(name, bytes, imageOffset(source, position), order);
  }

  /** Reads a structure as {@link #read} does; null if the source ends before its end. */
  public static Struct readIfThere(
      String name, ByteSource source, long position, int length, ByteOrder order)
      throws IOException {
    return source.holds(position, length) ? read(name, source, position, length, order) : null;
  }

  /** Creates a structure in memory, whose byte 0 is stored at {@code imageOffset} of the image. */
  public static Struct of(String name, byte[] bytes, long imageOffset, ByteOrder order) {
    return new Struct(name, bytes, 0, bytes.length, imageOffset, order == ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the offset in the image of a byte of a source; its position if it is not stored. */
  public static long imageOffset(ByteSource source, long position) throws IOException {
    if (!source.holds(position, 1)) {
      return position;
    }
    HostExtent extent = source.extent(position, 1);
    return extent.stored() ? extent.offset() : position;
  }

  /** Returns the structure's name, for messages. */
  public String name() {
    return name;
  }

  /** Returns the length in bytes. */
  public int length() {
    return length;
  }

  /** Returns the byte offset in the image. */
  public long imageOffset() {
    return imageOffset;
  }

  /** Returns the same bytes in big-endian order. */
  public Struct bigEndian() {
    return new Struct(name, bytes, start, length, imageOffset, false);
  }

  /** Returns the same bytes in little-endian order. */
  public Struct littleEndian() {
    return new Struct(name, bytes, start, length, imageOffset, true);
  }

  /** Returns the part of {@code size} bytes at {@code offset}, with the same name. */
  public Struct slice(int offset, int size) throws MalformedImageException {
    return slice(name, offset, size);
  }

  /** Returns the part of {@code size} bytes at {@code offset}, with its own name. */
  public Struct slice(String part, int offset, int size) throws MalformedImageException {
    int index = check(offset, size);
    return new Struct(part, bytes, index, size, imageOffset + offset, little);
  }

  /** Returns the part from {@code offset} to the end. */
  public Struct from(int offset) throws MalformedImageException {
    return slice(offset, length - offset);
  }

  /** Returns the same structure without other bytes of its array. */
  public Struct copy() {
    return new Struct(name, bytes(), 0, length, imageOffset, little);
  }

  /** Returns an unsigned field of 8 bits. */
  public int u8(int offset) throws MalformedImageException {
    return bytes[check(offset, 1)] & 0xFF;
  }

  /** Returns a signed field of 8 bits. */
  public int s8(int offset) throws MalformedImageException {
    return bytes[check(offset, 1)];
  }

  /** Returns an unsigned field of 16 bits. */
  public int u16(int offset) throws MalformedImageException {
    return s16(offset) & 0xFFFF;
  }

  /** Returns a signed field of 16 bits. */
  public int s16(int offset) throws MalformedImageException {
    int index = check(offset, 2);
    return little ? pair(index, index + 1) : pair(index + 1, index);
  }

  /** Returns an unsigned field of 32 bits. */
  public long u32(int offset) throws MalformedImageException {
    return s32(offset) & 0xFFFF_FFFFL;
  }

  /** Returns a signed field of 32 bits. */
  public int s32(int offset) throws MalformedImageException {
    int index = check(offset, 4);
    return little ? (int) LE32.get(bytes, index) : (int) BE32.get(bytes, index);
  }

  /** Returns a field of 64 bits, unsigned ones as a signed number. */
  public long s64(int offset) throws MalformedImageException {
    int index = check(offset, 8);
    return little ? (long) LE64.get(bytes, index) : (long) BE64.get(bytes, index);
  }

  /** Returns an unsigned field of 64 bits; throws if the value needs more than 63. */
  public long u64(int offset) throws MalformedImageException {
    long value = s64(offset);
    if (value < 0) {
      throw mismatch("a number below 2^63 at offset " + offset, Long.toUnsignedString(value));
    }
    return value;
  }

  /**
   * Returns a field recorded in both byte orders (ECMA-119 §7.2.3): its little-endian half, as
   * common readers do, because much mastering software writes garbage into the other.
   */
  public int u16both(int offset) throws MalformedImageException {
    int index = check(offset, 4);
    return pair(index, index + 1) & 0xFFFF;
  }

  /** Combines two bytes, which is faster than a variable handle where that is not inlined. */
  private short pair(int low, int high) {
    return (short) ((bytes[low] & 0xFF) | (bytes[high] << 8));
  }

  /**
   * Returns a field recorded in both byte orders (ECMA-119 §7.3.3): its little-endian half, as
   * {@link #u16both} does.
   */
  public long u32both(int offset) throws MalformedImageException {
    int index = check(offset, 8);
    return (int) LE32.get(bytes, index) & 0xFFFF_FFFFL;
  }

  /** Returns a copy of a part of the bytes. */
  public byte[] bytes(int offset, int size) throws MalformedImageException {
    int index = check(offset, size);
    return Arrays.copyOfRange(bytes, index, index + size);
  }

  /**
   * Returns the array that holds the bytes from {@link #arrayOffset} on, and possibly others; no
   * caller changes it.
   */
  public byte[] array() {
    return bytes;
  }

  /** Returns where the bytes start in {@link #array}. */
  public int arrayOffset() {
    return start;
  }

  /** Returns a copy of all bytes. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** Copies bytes from an offset on, as many as there is room for; returns their number. */
  public int copy(int offset, ByteBuffer target) throws MalformedImageException {
    int size = Math.min(length - offset, target.remaining());
    target.put(bytes, check(offset, size), size);
    return size;
  }

  /** Returns a text field of {@code size} bytes, padding included. */
  public String text(int offset, int size, Charset charset) throws MalformedImageException {
    int index = check(offset, size);
    String latin = null;
    boolean little = charset.equals(StandardCharsets.UTF_16LE);
    if (little || charset.equals(StandardCharsets.UTF_16BE)) {
      latin = latin(index, size, little);
    }
    return latin == null ? new String(bytes, index, size, charset) : latin;
  }

  /**
   * Returns text in UTF-16 that has only characters of ISO 8859-1, as most names have: the decoder
   * of the JDK takes several times as long. Returns null if it has others.
   */
  private String latin(int index, int size, boolean lowFirst) {
    if (size % 2 != 0) {
      return null;
    }
    byte[] characters = new byte[size / 2];
    int low = lowFirst ? index : index + 1;
    int high = lowFirst ? index + 1 : index;
    for (int i = 0; i < characters.length; i++) {
      if (bytes[high + 2 * i] != 0) {
        return null;
      }
      characters[i] = bytes[low + 2 * i];
    }
    return new String(characters, StandardCharsets.ISO_8859_1);
  }

  /** Returns whether the bytes at {@code offset} are those of {@code ascii}; false past the end. */
  public boolean has(int offset, String ascii) {
    if (offset < 0 || offset > length - ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[start + offset + i] != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether every byte of a part is zero. */
  public boolean zero(int offset, int size) throws MalformedImageException {
    int index = check(offset, size);
    for (int i = index; i < index + size; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes as a source, for data stored inside the structure. */
  public ByteSource source() {
    return new ArraySource(bytes());
  }

  /**
   * Returns an exception that names this structure and its offset; the detail is as for {@code
   * String.format}.
   */
  public MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        name, imageOffset, values.length == 0 ? detail : String.format(detail, values));
  }

  /**
   * Returns an exception that names this structure and its offset, the valid value, and its own.
   */
  public MalformedImageException mismatch(String expected, Object found) {
    return new MalformedImageException(name, imageOffset, expected, String.valueOf(found));
  }

  private int check(int offset, int size) throws MalformedImageException {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw mismatch("at least " + ((long) offset + size) + " bytes", length + " bytes");
    }
    return start + offset;
  }
}
