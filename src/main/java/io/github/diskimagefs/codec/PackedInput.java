package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PackedRange;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Compressed data as an inflater takes them: from memory, or part by part from a local file, which
 * saves an array for each chunk. Data of other files are read before, because the thread that has
 * an inflater waits for nothing.
 *
 * @param read the data in memory; null if they are in a file
 * @param data the data in a file, for their name; null if they are in memory
 * @param stored where the file stores the data; null if they are in memory
 */
record PackedInput(Struct read, StoredData data, HostExtent stored) {
  private static final byte[] NOTHING = {};

  static PackedInput of(Struct read) {
    return new PackedInput(read, null, null);
  }

  static PackedInput of(StoredData data) throws IOException {
    HostExtent local = data.local();
    return local == null ? of(data.read()) : new PackedInput(null, data, local);
  }

  /** Returns a part of data in a file, with its own name, from {@code offset} on. */
  PackedInput part(StoredData part, int offset) {
    HostExtent extent = new HostExtent(stored.host(), stored.offset() + offset, part.length());
    return new PackedInput(null, part, extent);
  }

  /** Returns the number of bytes. */
  int length() {
    return stored == null ? read.length() : (int) stored.length();
  }

  /** Copies bytes from an offset on, as many as there is room for; returns their number. */
  int copy(int offset, ByteBuffer target) throws IOException {
    if (stored == null) {
      return read.copy(offset, target);
    }
    int count = (int) Math.min(stored.length() - offset, target.remaining());
    int limit = target.limit();
    target.limit(target.position() + count);
    new PackedRange(stored).readFully(offset, target);
    target.limit(limit);
    return count;
  }

  /** Returns the big-endian number that some bytes make. */
  long number(int offset, int bytes) throws IOException {
    ByteBuffer copy = ByteBuffer.allocate(Long.BYTES).position(Long.BYTES - bytes);
    if (offset > length() - bytes || copy(offset, copy) < bytes) {
      throw malformed(
          "data of %d bytes end within byte %d to %d", length(), offset, offset + bytes);
    }
    return copy.getLong(0);
  }

  MalformedImageException malformed(String detail, Object... values) {
    return place().malformed(detail, values);
  }

  MalformedImageException mismatch(String expected, String found) {
    return place().mismatch(expected, found);
  }

  /** Returns the structure that messages name. */
  private Struct place() {
    return stored == null
        ? read
        : Struct.of(data.name(), NOTHING, stored.offset(), ByteOrder.BIG_ENDIAN);
  }
}
