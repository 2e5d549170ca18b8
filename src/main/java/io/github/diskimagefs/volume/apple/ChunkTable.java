package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Positions of the chunks of a compressed file. An entry is read when its chunk is read, so that a
 * long table costs neither time nor memory at opening.
 */
record ChunkTable(ByteSource data, Form form, long base) {
  /** How the positions are recorded. */
  enum Form {
    /** No table: the data are one chunk. */
    SINGLE,
    /** A resource with a count and pairs of offset and length. */
    PAIRS,
    /** Offsets, one more than there are chunks. */
    OFFSETS
  }

  /** Returns a table of one chunk. */
  static ChunkTable single(ByteSource data) {
    return new ChunkTable(data, Form.SINGLE, 0);
  }

  /**
   * Finds the table of a resource fork.
   *
   * @param chunks number of chunks that the length of the file requires
   */
  static ChunkTable read(ByteSource fork, long chunks) throws IOException {
    Struct head = Struct.read("chunk table", fork, 0, 8, ByteOrder.LITTLE_ENDIAN);
    // The first chunk follows the table of offsets, which distinguishes the two forms.
    if (head.u32(0) == 4 * (chunks + 1)) {
      return new ChunkTable(fork, Form.OFFSETS, 0);
    }
    long resource = head.bigEndian().u32(0);
    Struct table = Struct.read("chunk table", fork, resource, 8, ByteOrder.LITTLE_ENDIAN);
    long count = table.u32(4);
    if (count < chunks || 8 * count > fork.size() - resource - 8) {
      throw table.malformed(
          "%d chunks in a fork of %d bytes, %d needed", count, fork.size(), chunks);
    }
    return new ChunkTable(fork, Form.PAIRS, resource + 4);
  }

  /**
   * Reads a chunk as stored.
   *
   * @param maxLength maximum length in bytes
   */
  Struct chunk(long index, int maxLength) throws IOException {
    long offset;
    long length;
    switch (form) {
      case SINGLE -> {
        offset = 0;
        length = data.size();
      }
      case PAIRS -> {
        Struct entry = entry(base + 4 + 8 * index);
        offset = base + entry.u32(0);
        length = entry.u32(4);
      }
      default -> {
        Struct entry = entry(4 * index);
        offset = entry.u32(0);
        length = entry.u32(4) - offset;
      }
    }
    if (length <= 0 || length > maxLength) {
      throw new MalformedImageException(
          "chunk table",
          MalformedImageException.NO_OFFSET,
          "chunk " + index + " of " + length + " bytes");
    }
    return Struct.read("chunk " + index, data, offset, (int) length, ByteOrder.LITTLE_ENDIAN);
  }

  private Struct entry(long position) throws IOException {
    return Struct.read("chunk table", data, position, 8, ByteOrder.LITTLE_ENDIAN);
  }
}
