package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PackedRange;
import io.github.diskimagefs.bytes.SpanSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The compressed data of a chunk where the image stores them.
 *
 * @param structure name of the structure, for messages
 * @param number of the chunk, for messages; {@link #UNNUMBERED} for none
 * @param source holds the data
 * @param position of the first byte in the source
 * @param length in bytes
 */
public record StoredData(
    String structure, long number, ByteSource source, long position, int length) {
  private static final long UNNUMBERED = -1;

  /** Creates data of a chunk that has no number. */
  public StoredData(String structure, ByteSource source, long position, int length) {
    this(structure, UNNUMBERED, source, position, length);
  }

  /** Returns the name for messages. */
  String name() {
    return number == UNNUMBERED ? structure : structure + ' ' + number;
  }

  /** Reads the first byte, from 0 to 255. */
  public int first() throws IOException {
    return Struct.read(name(), source, position, 1, ByteOrder.LITTLE_ENDIAN).u8(0);
  }

  /**
   * Reads the data into memory.
   *
   * @throws io.github.diskimagefs.MalformedImageException if the source ends before them
   */
  public Struct read() throws IOException {
    if (source instanceof SpanSource span) {
      Struct inMemory = span.struct(name(), position, length, ByteOrder.LITTLE_ENDIAN);
      if (inMemory != null) {
        return inMemory;
      }
    }
    HostExtent local = local();
    return local == null
        ? Struct.read(name(), source, position, length, ByteOrder.LITTLE_ENDIAN)
        : Struct.of(
            name(),
            new PackedRange(local).readFully(0, length),
            local.offset(),
            ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where a local file stores the data; null if none does, or in several places. */
  HostExtent local() throws IOException {
    if (length == 0 || !source.holds(position, length)) {
      return null;
    }
    HostExtent extent = source.extent(position, length);
    boolean whole = extent.stored() && extent.length() >= length && extent.host().local();
    return whole ? extent : null;
  }
}
