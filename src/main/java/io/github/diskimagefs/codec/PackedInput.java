package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Compressed data as an inflater takes them: from memory, or part by part from a local file, which
 * saves an array for each chunk. Data of other files are read before, because the thread that has
 * an inflater waits for nothing.
 */
final class PackedInput {
  private static final byte[] NOTHING = {};

  /** The data, or nothing but their place for messages. */
  private final Struct data;

  /** Where the data are stored; null if they are in memory. */
  private final HostExtent stored;

  private PackedInput(Struct data, HostExtent stored) {
    this.data = data;
    this.stored = stored;
  }

  static PackedInput of(Struct data) {
    return new PackedInput(data, null);
  }

  static PackedInput of(StoredData data) throws IOException {
    ByteSource source = data.source();
    if (data.length() > 0 && source.holds(data.position(), data.length())) {
      HostExtent extent = source.extent(data.position(), data.length());
      if (extent.stored() && extent.length() >= data.length() && extent.host().local()) {
        Struct place = Struct.of(data.name(), NOTHING, extent.offset(), ByteOrder.BIG_ENDIAN);
        return new PackedInput(place, extent);
      }
    }
    return of(data.read());
  }

  /** Returns the number of bytes. */
  int length() {
    return stored == null ? data.length() : (int) stored.length();
  }

  /** Copies bytes from an offset on, as many as there is room for; returns their number. */
  int copy(int offset, ByteBuffer target) throws IOException {
    if (stored == null) {
      return data.copy(offset, target);
    }
    int count = (int) Math.min(stored.length() - offset, target.remaining());
    int limit = target.limit();
    target.limit(target.position() + count);
    stored.host().readFully(stored.offset() + offset, target);
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
    return data.malformed(detail, values);
  }

  MalformedImageException mismatch(String expected, String found) {
    return data.mismatch(expected, found);
  }
}
