package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.PathSafeNames;
import java.io.IOException;

/** Opens the directories of a hierarchy. Safe for use by many threads at once. */
final class DirectoryReader {
  private final Hierarchy hierarchy;
  private final DirectoryLocator locator;
  private final EntryRecords records;
  private final DirectoryTree tree = new DirectoryTree();
  private final BufferPool buffers = new BufferPool(RecordReader.BUFFER_SIZE);

  DirectoryReader(Hierarchy hierarchy, DirectoryLocator locator, EntryRecords records) {
    this.hierarchy = hierarchy;
    this.locator = locator;
    this.records = records;
  }

  /** Opens a directory to be read to its end. */
  EntryReader open(IsoNode directory) throws IOException {
    return open(directory, 0, buffers);
  }

  /** Reads the entry at an offset in a directory. */
  IsoNode entryAt(IsoNode directory, long offset) throws IOException {
    return open(directory, offset, new BufferPool(RecordReader.RECORD_BUFFER_SIZE)).next();
  }

  /** Returns whether all entries of a directory were moved there because of their depth. */
  boolean holdsOnlyRelocated(IsoNode directory) throws IOException {
    String name = PathSafeNames.foldCase(directory.name());
    return (name.equals("rr_moved") || name.equals(".rr_moved")) && open(directory).next() == null;
  }

  private EntryReader open(IsoNode directory, long offset, BufferPool pool) throws IOException {
    long start = directory.extent();
    Struct self = locator.self(start);
    if (self == null && !directory.isRoot()) {
      long found =
          locator.findInPathTable(directory, records.identifier(directory), hierarchy.names());
      if (found >= 0) {
        start = found;
        self = locator.self(start);
      } else if (!locator.withoutDotEntry(start, directory.size())) {
        throw malformed(directory, "is not at byte " + start);
      }
    }
    int aliasDepth = aliasDepth(directory, start, self);
    if (aliasDepth == DirectoryTree.CLOSED) {
      throw malformed(directory, "is in too many others");
    }
    long size = size(directory, start, self);
    int blockSize = hierarchy.blockSize();
    // A size that is no multiple of the block counts the records only.
    long length = (size + blockSize - 1) / blockSize * blockSize;
    return new EntryReader(
        hierarchy.records(start, length, offset, pool),
        new NodeFactory(hierarchy, locator, aliasDepth));
  }

  private int aliasDepth(IsoNode directory, long start, Struct self) {
    return tree.aliasDepth(
        start,
        directory.position(),
        directory.aliasDepth(),
        () -> {
          try {
            return leaf(start, size(directory, start, self));
          } catch (IOException e) {
            return false; // listing the directory reports the error
          }
        });
  }

  /** Returns whether a directory is small and holds no directories. */
  private boolean leaf(long start, long size) throws IOException {
    if (size > DirectoryTree.MAX_LEAF_BYTES) {
      return false;
    }
    RecordReader records =
        hierarchy.records(start, size, 0, new BufferPool(DirectoryTree.MAX_LEAF_BYTES));
    SystemUseReader systemUse = hierarchy.systemUseReader();
    for (DirectoryRecord record = records.next(); record != null; record = records.next()) {
      Struct struct = records.bytes();
      boolean directory =
          record.is(DirectoryRecord.DIRECTORY)
              || systemUse.read(struct, record).extras().childLink() >= 0;
      if (directory && !record.special(struct)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the recorded size, unless only that of the directory's own record fits. */
  private long size(IsoNode directory, long start, Struct self) throws IOException {
    long size = directory.size();
    long left = hierarchy.image().sizeLimit() - start;
    boolean moved = start != directory.extent();
    if (self != null && (size == 0 || size > left || moved)) {
      long own = locator.record(self).dataLength();
      return own > 0 && own <= left ? own : size;
    }
    return size;
  }

  private static MalformedImageException malformed(IsoNode directory, String problem) {
    return new MalformedImageException(
        "Directory Record",
        directory.position(),
        "the directory \"" + directory.name() + "\" " + problem);
  }
}
