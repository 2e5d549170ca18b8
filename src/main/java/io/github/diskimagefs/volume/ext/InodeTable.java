package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The inodes of a volume.
 *
 * @param changes by fast commits
 */
record InodeTable(
    Superblock superblock,
    BlockGroups groups,
    MetadataChecksums checksums,
    MetadataPages pages,
    FastCommits changes) {
  private static final String NAME = "inode";

  static InodeTable of(
      Superblock superblock,
      BlockGroups groups,
      ByteSource volume,
      ChunkCache cache,
      MetadataChecksums checksums,
      FastCommits changes) {
    MetadataPages pages =
        new MetadataPages(volume, cache, ByteOrder.LITTLE_ENDIAN, superblock.blockSize());
    return new InodeTable(superblock, groups, checksums, pages, changes);
  }

  /** Reads the attributes of an inode. */
  Inode read(long number) throws IOException {
    Inode inode = Inode.read(struct(number), number, superblock.features());
    EntryChanges entries = inode.directory() ? changes.changedEntries(number) : null;
    return entries == null ? inode : inode.withLinks(links(inode, entries));
  }

  /**
   * Returns the links of a directory, one of which each directory in it has. Fast commits record
   * them only when they create a directory.
   */
  private long links(Inode directory, EntryChanges entries) throws IOException {
    if (directory.links() == 1) {
      return 1; // too many to be counted (dir_nlink)
    }
    Long known = entries.subdirectories();
    if (known == null) {
      known = subdirectories(entries.result(directory.is(Inode.FLAG_CASEFOLD)));
      entries.count(known);
    }
    Struct stored = stored(directory.number());
    boolean created = changes.created(directory.number(), stored);
    return Math.max(2, known + (created ? 2 : directory.links()));
  }

  private long subdirectories(EntryChanges.Result entries) throws IOException {
    long more = 0;
    for (EntryChanges.Entry entry : entries.added()) {
      more += directory(entry.inode(), false) ? 1 : 0;
    }
    for (long inode : entries.removed()) {
      more -= directory(inode, true) ? 1 : 0;
    }
    return more;
  }

  /** Returns whether an inode is that of a directory in use. */
  private boolean directory(long number, boolean withoutChanges) throws IOException {
    try {
      Struct struct = withoutChanges ? stored(number) : struct(number);
      return UnixFileType.of(struct.u16(0)) == UnixFileType.DIRECTORY // i_mode
          && struct.u16(0x1A) > 0; // i_links_count
    } catch (MalformedImageException e) {
      return false; // the reader of that inode gets the error
    }
  }

  /** Reads all of an inode, which is not to be changed. */
  Struct struct(long number) throws IOException {
    Struct stored = stored(number);
    if (changes.recorded(number)) {
      return changes.restore(number, stored); // whose checksum is that of the fast commit
    }
    checksums.checkInode(stored, number);
    return stored;
  }

  /** Reads all of an inode as it is without fast commits. */
  private Struct stored(long number) throws IOException {
    if (number < 1 || number > superblock.inodes()) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + number + " of " + superblock.inodes());
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    long index = (number - 1) % superblock.inodesPerGroup();
    if (group >= superblock.groups()) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + number + " in group " + group + " of " + superblock.groups());
    }
    long table = groups.descriptor(group).inodeTable();
    long position = table * superblock.blockSize() + index * superblock.inodeSize();
    return pages.read(NAME, position, superblock.inodeSize());
  }
}
