package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixNode;
import java.io.IOException;
import java.nio.ByteOrder;

/** Cursor over the entries of a directory: inodes, each followed by its name. */
final class CramfsDirectory extends UnixDirectoryScan<CramfsInode> {
  private static final String NAME = "directory entry";

  private final MetadataPages pages;
  private final ByteOrder order;
  private final long end;
  private long position;

  /**
   * Starts at an entry.
   *
   * @param at 0 for the first one, or the byte position of one in the volume
   */
  CramfsDirectory(
      UnixNode<CramfsInode> directory,
      ByteNames names,
      CramfsInode inode,
      MetadataPages pages,
      ByteOrder order,
      long at) {
    super(directory, names);
    this.pages = pages;
    this.order = order;
    this.position = at == 0 ? inode.offset() : at;
    this.end = inode.offset() + inode.size();
  }

  @Override
  public UnixNode<CramfsInode> next() throws IOException {
    while (position < end) {
      long at = position;
      Struct head = pages.read(NAME, at, CramfsInode.LENGTH);
      CramfsInode inode;
      try {
        inode = CramfsInode.read(head, order);
      } catch (MalformedImageException e) {
        position = end; // where the next entry starts is not sure
        throw e;
      }
      int length = inode.nameLength();
      if (length == 0 || at + CramfsInode.LENGTH + length > end) {
        position = end;
        throw head.malformed("a name of %d bytes, the directory ends at byte %d", length, end);
      }
      Struct name = pages.read(NAME, at + CramfsInode.LENGTH, length);
      position = at + CramfsInode.LENGTH + length;
      while (length > 0 && name.u8(length - 1) == 0) {
        length--;
      }
      byte[] bytes = name.bytes(0, length);
      if (length == 0) {
        throw head.malformed("an entry without a name");
      }
      if (!dots(bytes)) {
        return entry(bytes, at, at, inode.type() == UnixFileType.DIRECTORY);
      }
    }
    return null;
  }
}
