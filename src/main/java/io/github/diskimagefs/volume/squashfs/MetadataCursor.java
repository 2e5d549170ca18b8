package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Reader of structures that follow each other in metadata blocks. It keeps its block, so that
 * neighbours cost no look-up. For one thread at a time.
 */
final class MetadataCursor {
  private final MetadataBlocks blocks;

  /** Offset in the volume at or after which no block of the table starts. */
  private final long end;

  private Struct block;
  private long start = -1;
  private int position;

  MetadataCursor(MetadataBlocks blocks, long end) {
    this.blocks = blocks;
    this.end = end;
  }

  /** Moves to a place. */
  void seek(MetadataPlace place) throws IOException {
    seek(place.block(), place.offset());
  }

  /** Moves to an offset of the block that starts at an offset of the volume. */
  void seek(long newStart, int offset) throws IOException {
    load(newStart);
    position = offset;
    if (offset > block.length()) {
      throw block.malformed("offset %d of %d bytes", offset, block.length());
    }
  }

  private void load(long newStart) throws IOException {
    if (newStart != start) {
      if (newStart < 0 || newStart >= end) {
        throw new MalformedImageException(
            "SquashFS metadata", newStart, "the table ends at " + end);
      }
      block = blocks.read(newStart);
      start = newStart;
    }
  }

  /** Returns the place that the next structure starts at. */
  MetadataPlace place() {
    return new MetadataPlace(start, position);
  }

  /** Returns the structure of {@code length} bytes that starts here, and moves past it. */
  Struct take(String name, int length) throws IOException {
    if (position == block.length() && length > 0) {
      next();
    }
    if (length <= block.length() - position) {
      Struct struct = block.slice(name, position, length);
      position += length;
      return struct;
    }
    byte[] bytes = new byte[length];
    long offset = start;
    for (int done = 0; done < length; ) {
      if (position == block.length()) {
        next();
      }
      int count = Math.min(length - done, block.length() - position);
      System.arraycopy(block.bytes(position, count), 0, bytes, done, count);
      position += count;
      done += count;
    }
    return Struct.of(name, bytes, offset, blocks.order());
  }

  /** Moves past bytes. */
  void skip(long length) throws IOException {
    long left = length;
    while (left > block.length() - position) {
      left -= block.length() - position;
      next();
    }
    position += (int) left;
  }

  private void next() throws IOException {
    load(blocks.next(start));
    position = 0;
  }
}
