package io.github.diskimagefs.volume.squashfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Listings of directories, and look-ups by their indexes. Safe for use by many threads at once. */
final class SquashfsDirectories {
  /** Indexes kept, of the directories searched last. */
  private static final int MAX_INDEXES = 16;

  private final SquashfsSuperblock superblock;
  private final MetadataBlocks blocks;
  private final ListingLayout layout;
  private final Map<Long, SquashfsDirectoryIndex> indexes =
      new LinkedHashMap<>(MAX_INDEXES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SquashfsDirectoryIndex> eldest) {
          return size() > MAX_INDEXES;
        }
      };

  SquashfsDirectories(SquashfsSuperblock superblock, MetadataBlocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.layout = new ListingLayout(superblock);
  }

  /** Returns the listing of a directory from its start on. */
  Listing list(SquashfsInode directory) throws IOException {
    MetadataCursor cursor = new MetadataCursor(blocks, blocks.end());
    long length = layout.length(directory);
    if (length > 0) {
      cursor.seek(superblock.directoryTable() + directory.start(), directory.offset());
    }
    return new Listing(layout, cursor, 0, length);
  }

  /**
   * Finds the entry of a name. A directory with an index is sorted by name: few blocks of it are
   * read.
   *
   * @return the listing at the entry; null if there is none
   */
  Listing find(SquashfsInode directory, byte[] name) throws IOException {
    boolean sorted = directory.indexes() > 0;
    SquashfsDirectoryIndex.Entry start = sorted ? index(directory).find(name) : null;
    Listing listing = start == null ? list(directory) : list(directory, start);
    while (listing.next()) {
      int order = Arrays.compareUnsigned(listing.name(), name);
      if (order == 0) {
        return listing;
      }
      if (sorted && order > 0) {
        return null;
      }
    }
    return null;
  }

  private Listing list(SquashfsInode directory, SquashfsDirectoryIndex.Entry start)
      throws IOException {
    MetadataCursor cursor = new MetadataCursor(blocks, blocks.end());
    cursor.seek(
        superblock.directoryTable() + start.block(),
        (int) ((directory.offset() + start.position()) % MetadataBlocks.BLOCK_BYTES));
    return new Listing(layout, cursor, start.position(), layout.length(directory));
  }

  private SquashfsDirectoryIndex index(SquashfsInode directory) throws IOException {
    Long key = directory.base().reference();
    SquashfsDirectoryIndex index;
    synchronized (indexes) {
      index = indexes.get(key);
    }
    if (index == null) {
      MetadataCursor cursor = new MetadataCursor(blocks, superblock.directoryTable());
      index = SquashfsDirectoryIndex.read(layout, cursor, directory);
      synchronized (indexes) {
        indexes.put(key, index);
      }
    }
    return index;
  }
}
