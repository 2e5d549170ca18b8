package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reader of a directory's records. It skips malformed records; a bad record loses at most the rest
 * of its sector. For one thread.
 */
final class RecordReader {
  /** Size of a buffer for whole directories: small beside the nodes of the records that fill it. */
  static final int BUFFER_SIZE = 4 << 10;

  /** Size of a buffer for single records: the longest is 255 bytes. */
  static final int RECORD_BUFFER_SIZE = 512;

  /** Zero bytes that some writers leave between two records of a sector. */
  private static final int MAX_PADDING_LENGTH = 16;

  private static final int MAX_RECORD_LENGTH = 255;

  private final ByteSource image;
  private final DescriptorRevision revision;
  private final int sector;
  private final long blocks;
  private final long start;
  private final long length;
  private final BufferPool buffers;

  private byte[] buffer;
  private Struct chunk;
  private long chunkStart;
  private long offset;
  private long current;

  /**
   * Creates a reader.
   *
   * @param start byte position of the directory
   * @param length bytes of the directory
   * @param offset offset in the directory to begin at
   * @param buffers source of the read buffer, whose size is what one read requests
   */
  RecordReader(
      ByteSource image,
      DescriptorRevision revision,
      int blockSize,
      long start,
      long length,
      long offset,
      BufferPool buffers) {
    this.image = image;
    this.revision = revision;
    this.sector = Math.min(blockSize, VolumeDescriptor.SECTOR);
    this.blocks = image.sizeLimit() / blockSize;
    this.start = start;
    this.length = image.clip(start, Math.max(0, length));
    this.offset = offset;
    this.buffers = buffers;
  }

  /** Returns the byte position of the directory. */
  long start() {
    return start;
  }

  /** Returns the length of the directory in bytes, up to the end of the image. */
  long length() {
    return length;
  }

  /** Returns the bytes that hold the record last read; the next call of {@link #next} ends them. */
  Struct bytes() {
    return chunk;
  }

  /** Returns the byte position in the image of the record last read. */
  long position() {
    return start + current;
  }

  /** Makes the next call of {@link #next} return the same record again. */
  void back() {
    offset = current;
  }

  /** Reads the next record; returns null after the last. */
  DirectoryRecord next() throws IOException {
    while (offset < length) {
      int index = window();
      int size = chunk.u8(index);
      if (size == 0) {
        offset = afterPadding(index);
      } else if (size < DirectoryRecord.MIN_LENGTH || size > chunk.length() - index) {
        offset = nextSector();
      } else {
        DirectoryRecord record = DirectoryRecord.read(chunk, index, revision, blocks);
        current = offset;
        offset += size;
        if (record.length() > 0 && record.nameLength() > 0) {
          return record;
        }
      }
    }
    chunk = null;
    if (buffer != null) {
      buffers.giveBack(buffer);
      buffer = null;
    }
    return null;
  }

  /** Fills the chunk so that it holds the record at {@link #offset}; returns its index there. */
  private int window() throws IOException {
    if (chunk != null && offset >= chunkStart) {
      long index = offset - chunkStart;
      long left = chunk.length() - index;
      if (left >= MAX_RECORD_LENGTH || (left > 0 && chunkStart + chunk.length() >= length)) {
        return (int) index;
      }
      if (left > 0 && left >= chunk.u8((int) index) && chunk.u8((int) index) > 0) {
        return (int) index;
      }
    }
    int size = (int) Math.min(buffers.size(), length - offset);
    if (buffer == null) {
      buffer = buffers.take();
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

  /** Returns the offset of a record that follows a few zero bytes, else of the next sector. */
  private long afterPadding(int index) throws IOException {
    long end = nextSector();
    int limit = (int) Math.min(Math.min(MAX_PADDING_LENGTH, end - offset), chunk.length() - index);
    for (int i = 1; i < limit; i++) {
      int size = chunk.u8(index + i);
      if (size != 0) {
        boolean record =
            size >= DirectoryRecord.MIN_LENGTH
                && size <= chunk.length() - index - i
                && size <= end - offset - i
                && chunk.u8(index + i + 32) + 33 <= size
                && chunk.s32(index + i + 2) == Integer.reverseBytes(chunk.s32(index + i + 6));
        return record ? offset + i : end;
      }
    }
    return end;
  }
}
