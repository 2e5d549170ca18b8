package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Data streams of a volume: contents of files and of long extended attributes (Reference "Data
 * Streams"). Their extents are records of the volume's tree, or of a tree of their own in a sealed
 * volume.
 */
record DataStreams(
    ContainerBlocks blocks, FileSystemTree tree, ApfsTree sealedExtents, XtsBlocks encrypted) {
  private static final long LENGTH_MASK = 0x00FF_FFFF_FFFF_FFFFL; // J_FILE_EXTENT_LEN_MASK
  private static final int SEALED_KEY = 16; // fext_tree_key_t

  /**
   * Opens a data stream.
   *
   * @param structure name of the stream, for messages
   * @param size in bytes
   */
  ByteSource open(String structure, long stream, long size) throws IOException {
    if (size == 0) {
      return new ArraySource(new byte[0]);
    }
    ExtentWindow first = window(structure, stream, size, 0);
    return first.size() >= size
        ? first.simplified().slice(0, size)
        : new WindowedExtents(first, size, position -> window(structure, stream, size, position));
  }

  /** Reads the extents from the one that holds a position on, up to the maximum of a window. */
  private ExtentWindow window(String structure, long stream, long size, long position)
      throws IOException {
    ApfsTreeCursor cursor = cursor(stream, position);
    long start = position;
    boolean here = cursor.here() && mine(cursor.key(), stream);
    if (here && cursor.key().u64(8) <= position) {
      long end = end(cursor);
      start = end > position ? cursor.key().u64(8) : end;
      if (end <= position) { // in a hole after this extent
        cursor.advance();
        here = cursor.here() && mine(cursor.key(), stream);
      }
    }
    ExtentWindow.Builder window = new ExtentWindow.Builder(blocks, encrypted, start);
    long end = start;
    while (end < size && window.hasRoom()) {
      if (!here) {
        window.hole(size - end); // the rest of a sparse file
        break;
      }
      Struct key = cursor.key();
      long first = key.u64(8); // logical_addr
      if (first < end) {
        throw key.malformed("%s: extent at %d, expected %d or more", structure, first, end);
      }
      if (first > end) {
        window.hole(Math.min(first, size) - end);
      }
      end = end(cursor);
      if (first < size) {
        Struct value = cursor.value();
        long crypto = sealedExtents == null ? value.s64(16) : 0; // crypto_id
        // phys_block_num
        window.extent(structure, value.s64(8), crypto, Math.min(end, size) - first);
      }
      cursor.advance();
      here = cursor.here() && mine(cursor.key(), stream);
    }
    return window.build();
  }

  /** Returns where the extent of a record ends in its stream. */
  private static long end(ApfsTreeCursor cursor) throws MalformedImageException {
    Struct value = cursor.value();
    long length = value.s64(0) & LENGTH_MASK; // len_and_flags
    long first = cursor.key().u64(8);
    if (length == 0 || first > Long.MAX_VALUE - length) {
      throw value.malformed("extent of %d bytes at %d", length, first);
    }
    return first + length;
  }

  private boolean mine(Struct key, long stream) throws MalformedImageException {
    return sealedExtents == null
        ? FileSystemTree.is(key, stream, FileSystemTree.FILE_EXTENT)
        : key.s64(0) == stream; // private_id
  }

  /** Returns a cursor at the extent that holds a position, or at the next one. */
  private ApfsTreeCursor cursor(long stream, long position) throws IOException {
    if (sealedExtents != null) {
      ApfsTree.KeyOrder wanted =
          (node, offset, length) -> compareSealed(stream, position, node, offset, length);
      ApfsTreeCursor floor = position == 0 ? null : sealedExtents.floor(wanted);
      return floor != null && mine(floor.key(), stream) ? floor : sealedExtents.seek(wanted);
    }
    FileSystemTree.Rest rest =
        (node, offset, length) -> Long.compareUnsigned(position, length < 8 ? 0 : node.s64(offset));
    ApfsTreeCursor floor =
        position == 0 ? null : tree.floor(stream, FileSystemTree.FILE_EXTENT, rest);
    return floor != null && mine(floor.key(), stream)
        ? floor
        : tree.seek(stream, FileSystemTree.FILE_EXTENT, rest);
  }

  private static int compareSealed(long stream, long position, Struct node, int offset, int length)
      throws MalformedImageException {
    if (length < SEALED_KEY) {
      throw node.malformed("extent key of %d bytes", length);
    }
    int order = Long.compareUnsigned(stream, node.s64(offset));
    return order != 0 ? order : Long.compareUnsigned(position, node.s64(offset + 8));
  }
}
