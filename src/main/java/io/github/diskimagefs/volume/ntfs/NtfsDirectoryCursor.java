package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The files and folders of a directory in the order of its index, under names that are distinct. A
 * broken entry or block is passed over and reported after the last entry.
 */
final class NtfsDirectoryCursor implements DirectoryScan {
  /** An index of 2^32 blocks of two entries each is no deeper. */
  private static final int MAX_DEPTH = 32;

  private final NtfsVolume volume;
  private final NtfsNode directory;
  private final int above;
  private final DirectoryIndexReader index;
  private final Deque<Level> path = new ArrayDeque<>();
  private final UniqueNames names = new UniqueNames(16);
  private final boolean whole;
  private final Set<Long> visited = new HashSet<>();
  private long place;
  private MalformedImageException error;

  /** A node on the way from the root, whose current entry leads further down. */
  private static final class Level {
    final IndexNode node;
    final long block;
    boolean below;

    Level(IndexNode node, long block) {
      this.node = node;
      this.block = block;
    }
  }

  /**
   * Starts at the first entry.
   *
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   * @param whole whether entries are to be complete, or their names suffice
   */
  NtfsDirectoryCursor(NtfsVolume volume, NtfsNode directory, int above, boolean whole)
      throws IOException {
    this.volume = volume;
    this.directory = directory;
    this.above = above;
    this.whole = whole;
    this.index = volume.index(directory);
    path.push(new Level(index.root(), 0));
  }

  @Override
  public NtfsNode next() throws IOException {
    while (!path.isEmpty()) {
      Level level = path.peek();
      try {
        Struct entry = level.node.entry();
        if (entry == null) {
          path.pop();
          continue;
        }
        if (!level.below) {
          level.below = true;
          long child = IndexNode.child(entry);
          if (child >= 0) {
            descend(child);
            continue;
          }
        }
        level.below = false;
        int offset = level.node.offset();
        level.node.advance(entry);
        NtfsNode node = IndexNode.last(entry) ? null : node(entry, level.block, offset);
        if (node != null) {
          return node;
        }
      } catch (MalformedImageException e) {
        error = error == null ? e : error;
        if (path.peek() == level && brokenNode(level)) {
          path.pop();
        }
      }
    }
    if (error != null) {
      MalformedImageException reason = error;
      error = null;
      throw reason;
    }
    return null;
  }

  /** Returns whether the node itself cannot be read on, not only what its entry names. */
  private static boolean brokenNode(Level level) throws IOException {
    try {
      level.node.entry();
      return false;
    } catch (MalformedImageException e) {
      return true;
    }
  }

  private void descend(long child) throws IOException {
    long block = index.index(child);
    if (path.size() >= MAX_DEPTH || !visited.add(block)) {
      throw new MalformedImageException(
          "index block " + child,
          MalformedImageException.NO_OFFSET,
          "is met again in the index of \"" + directory.name() + "\"");
    }
    path.push(new Level(index.blockAt(block), block + 1));
  }

  private NtfsNode node(Struct entry, long block, int offset) throws IOException {
    FileName file = FileName.read(IndexNode.key(entry));
    long reference = entry.s64(0);
    // The files that describe the volume are hidden, and so is the root's entry for itself.
    if (file.dosOnly() || MasterFileTable.number(reference) < MasterFileTable.FIRST_FILE) {
      return null;
    }
    String clean = PathSafeNames.clean(file.name());
    String name = names.addWithSuffix(clean);
    place = name.equals(clean) ? block << index.offsetBits() | offset / Long.BYTES : NOWHERE;
    return whole || place == NOWHERE
        ? volume.node(name, reference, directory.record(), above)
        : NtfsNode.named(name, reference);
  }

  /** Returns the block (from 1, the root is 0) and the offset of the entry in it. */
  @Override
  public long place() {
    return place;
  }

  /** Returns the entry at a place. */
  static NtfsNode at(NtfsVolume volume, NtfsNode directory, int above, long place)
      throws IOException {
    DirectoryIndexReader index = volume.index(directory);
    long block = place >> index.offsetBits();
    IndexNode node = block == 0 ? index.root() : index.blockAt(block - 1);
    node.seek((int) (place & (1L << index.offsetBits()) - 1) * Long.BYTES);
    Struct entry = node.entry();
    if (entry == null) {
      throw new MalformedImageException(
          "index of \"" + directory.name() + "\"", MalformedImageException.NO_OFFSET, "changed");
    }
    String name = PathSafeNames.clean(FileName.read(IndexNode.key(entry)).name());
    return volume.node(name, entry.s64(0), directory.record(), above);
  }
}
