package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixNode;
import java.io.IOException;

/**
 * Cursor over the entries of a directory. A damaged entry costs the rest of its block; its error is
 * thrown after the last entry that could be read.
 */
final class ErofsDirectory extends UnixDirectoryScan<ErofsInode> {
  /** Entries start at multiples of 4 bytes: so counted, places fit 32 bits. */
  private static final int PLACE_UNIT = 4;

  /** Blocks without a valid entry after which a listing ends. */
  private static final int MAX_BROKEN_BLOCKS = 64;

  private final ByteSource content;
  private final int blockSize;
  private DirectoryBlock block;
  private long start;
  private int index;
  private int brokenBlocks;
  private MalformedImageException error;

  /**
   * Starts at an entry.
   *
   * @param at its place
   */
  ErofsDirectory(
      UnixNode<ErofsInode> directory, ByteNames names, ByteSource content, int blockSize, long at) {
    super(directory, names);
    this.content = content;
    this.blockSize = blockSize;
    long position = at * PLACE_UNIT;
    this.start = position / blockSize * blockSize;
    this.index = (int) (position % blockSize) / DirectoryBlock.ENTRY;
  }

  @Override
  public UnixNode<ErofsInode> next() throws IOException {
    while (start < content.size()) {
      try {
        if (block == null) {
          block = DirectoryBlock.read(content, start, blockSize);
        }
        while (index < block.count()) {
          int entry = index++;
          byte[] name = block.name(entry);
          if (!dots(name)) {
            return node(name, entry);
          }
        }
      } catch (MalformedImageException e) {
        error = error == null ? e : error;
        if (block == null || ++brokenBlocks == MAX_BROKEN_BLOCKS) {
          start = content.size(); // the other blocks are no directory either
        }
      }
      start += blockSize;
      block = null;
      index = 0;
    }
    MalformedImageException thrown = error;
    error = null;
    if (thrown != null) {
      throw thrown;
    }
    return null;
  }

  private UnixNode<ErofsInode> node(byte[] name, int entry) throws MalformedImageException {
    long place = (start + (long) entry * DirectoryBlock.ENTRY) / PLACE_UNIT;
    // A number that is too large is read as the largest one, which no volume has.
    long nid = block.nid(entry) & Long.MAX_VALUE;
    return entry(name, place, nid, block.directory(entry));
  }

  /**
   * Finds an entry by binary search, first among the blocks, then in one.
   *
   * @return null if it was not found
   */
  UnixNode<ErofsInode> find(byte[] name) throws IOException {
    long low = 0;
    long high = (content.size() - 1) / blockSize + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      DirectoryBlock read = DirectoryBlock.read(content, middle * blockSize, blockSize);
      int found = read.find(name);
      if (found >= 0) {
        block = read;
        start = middle * blockSize;
        return node(name, found);
      }
      if (found == -1) {
        high = middle;
      } else if (found == -1 - read.count()) {
        low = middle + 1;
      } else {
        return null;
      }
    }
    return null;
  }
}
