package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The records of a directory, read in chunks. What is no record is passed over: a broken one spoils
 * the rest of its sector at the most. For one thread.
 */
final class RecordReader {
  /** Small enough to be nothing beside the nodes of a directory that fills it. */
  static final int CHUNK = 4 << 10;

  /** Zero bytes that some masters leave between two records of a sector. */
  private static final int MAX_PADDING_LENGTH = 16;

  private static final int MAX_RECORD_LENGTH = 255;

  private final ByteSource image;
  private final DescriptorRevision layout;
  private final int sector;
  private final long blocks;
  private final long start;
  private final long length;
  private final BufferPool spare;

  private byte[] buffer;
  private Struct chunk;
  private long chunkStart;
  private long offset;
  private long current;

  /**
   * Creates a reader.
   *
   * @param start byte position of the directory
   * @param length in bytes
   * @param from offset in the directory to begin at
   * @param spare where the buffer comes from and goes, which is as long as what is read at once
   */
  RecordReader(
      ByteSource image,
      DescriptorRevision layout,
      int blockSize,
      long start,
      long length,
      long from,
      BufferPool spare) {
    this.image = image;
    this.layout = layout;
    this.sector = Math.min(blockSize, 2048);
    this.blocks = image.size() / blockSize;
    this.start = start;
    this.length = Math.max(0, Math.min(length, image.size() - start));
    this.offset = from;
    this.spare = spare;
  }

  long start() {
    return start;
  }

  long length() {
    return length;
  }

  /** What the record that was read last lies in. */
  Struct bytes() {
    return chunk;
  }

  /** Byte position in the image of the record that was read last. */
  long position() {
    return start + current;
  }

  /** The next call of {@link #next} gives the same record again. */
  void back() {
    offset = current;
  }

  /** The next record; null after the last, when the bytes of those before are gone. */
  DirectoryRecord next() throws IOException {
    while (offset < length) {
      int at = window();
      int size = chunk.u8(at);
      if (size == 0) {
        offset = afterPadding(at);
      } else if (size < DirectoryRecord.MIN_LENGTH || size > chunk.length() - at) {
        offset = nextSector();
      } else {
        DirectoryRecord record = DirectoryRecord.read(chunk, at, layout, blocks);
        current = offset;
        offset += size;
        if (record.length() > 0 && record.nameLength() > 0) {
          return record;
        }
      }
    }
    chunk = null;
    if (buffer != null) {
      spare.giveBack(buffer);
      buffer = null;
    }
    return null;
  }

  /** Has the bytes at {@link #offset} in the chunk, a whole record of them if there are. */
  private int window() throws IOException {
    if (chunk != null && offset >= chunkStart) {
      long at = offset - chunkStart;
      long left = chunk.length() - at;
      if (left >= MAX_RECORD_LENGTH || (left > 0 && chunkStart + chunk.length() >= length)) {
        return (int) at;
      }
      if (left > 0 && left >= chunk.u8((int) at) && chunk.u8((int) at) > 0) {
        return (int) at;
      }
    }
    int size = (int) Math.min(spare.size(), length - offset);
    if (buffer == null) {
      buffer = spare.take();
    }
    chunk = null;
    image.readFully(start + offset, ByteBuffer.wrap(buffer, 0, size));
    chunk =
        Struct.of("Directory Record", buffer, start + offset, ByteOrder.LITTLE_ENDIAN)
            .slice(0, size);
    chunkStart = offset;
    return 0;
  }

  private long nextSector() {
    return (offset / sector + 1) * sector;
  }

  /** Where a record follows some zero bytes, that; else the next sector. */
  private long afterPadding(int at) throws IOException {
    long end = nextSector();
    int limit = (int) Math.min(Math.min(MAX_PADDING_LENGTH, end - offset), chunk.length() - at);
    for (int i = 1; i < limit; i++) {
      int size = chunk.u8(at + i);
      if (size != 0) {
        boolean record =
            size >= DirectoryRecord.MIN_LENGTH
                && size <= chunk.length() - at - i
                && size <= end - offset - i
                && chunk.u8(at + i + 32) + 33 <= size
                && chunk.s32(at + i + 2) == Integer.reverseBytes(chunk.s32(at + i + 6));
        return record ? offset + i : end;
      }
    }
    return end;
  }
}
