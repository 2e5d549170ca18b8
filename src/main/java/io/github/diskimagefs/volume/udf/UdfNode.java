package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.TreeNode;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;

/**
 * An entry of a UDF volume: its name from the directory, all else from its file entry. Where that
 * cannot be read the entry is shown, and fails when it is opened.
 */
final class UdfNode extends TreeNode {
  private final boolean hidden;
  private final boolean namedDirectory;
  private final LongAd icb;

  /** Byte position in its directory. */
  private final long place;

  private final FileEntry entry;

  /** Length of a symbolic link's target in bytes. */
  private final int linkLength;

  private UdfNode(
      TreeNode parent,
      String name,
      boolean hidden,
      boolean namedDirectory,
      LongAd icb,
      long place,
      FileEntry entry,
      int linkLength,
      int aliasDepth) {
    super(parent, name, icb.address(), aliasDepth);
    this.hidden = hidden;
    this.namedDirectory = namedDirectory;
    this.icb = icb;
    this.place = place;
    this.entry = entry;
    this.linkLength = linkLength;
  }

  static UdfNode root(LongAd icb, FileEntry entry) {
    return new UdfNode(null, "", false, true, icb, 0, entry, 0, 0);
  }

  /** An entry of which only the directory is known so far. */
  static UdfNode named(UdfNode parent, String name, FileIdentifier found, long place) {
    return new UdfNode(
        parent,
        name,
        found.hidden(),
        found.directory(),
        found.icb(),
        place,
        null,
        0,
        parent.aliasDepth());
  }

  /** The same as an entry of this very directory node, whose ancestors tell loops. */
  UdfNode under(UdfNode directory) {
    return new UdfNode(
        directory,
        name(),
        hidden,
        namedDirectory,
        icb,
        place,
        entry,
        linkLength,
        directory.aliasDepth());
  }

  /** The same with its file entry, or null where that is broken. */
  UdfNode with(FileEntry read, int targetLength, DirectoryTree tree, BooleanSupplier leaf) {
    int depth =
        read != null && read.directory()
            ? parent().childDepth(tree, icb.address(), place, leaf)
            : aliasDepth();
    return new UdfNode(
        parent(), name(), hidden, namedDirectory, icb, place, read, targetLength, depth);
  }

  boolean isRoot() {
    return parent() == null;
  }

  LongAd icb() {
    return icb;
  }

  /** Null where it is broken. */
  FileEntry entry() {
    return entry;
  }

  @Override
  public Kind kind() {
    if (entry == null) {
      return namedDirectory ? Kind.DIRECTORY : Kind.FILE;
    }
    return Permissions.type(entry).kind();
  }

  @Override
  public long size() {
    if (entry == null) {
      return 0;
    }
    return kind() == Kind.SYMBOLIC_LINK ? linkLength : entry.size();
  }

  @Override
  public FileTime modified() {
    return entry == null ? UNKNOWN_TIME : Timestamp.fileTime(entry.modified());
  }

  @Override
  public FileTime accessed() {
    return orModified(entry == null ? Timestamp.NONE : entry.accessed());
  }

  @Override
  public FileTime created() {
    return orModified(entry == null ? Timestamp.NONE : entry.created());
  }

  @Override
  public FileTime changed() {
    return orModified(entry == null ? Timestamp.NONE : entry.changed());
  }

  private FileTime orModified(long micros) {
    return micros == Timestamp.NONE ? modified() : Timestamp.fileTime(micros);
  }

  /**
   * The address of the ICB, which hard links share: unlike the unique id, which several writers
   * leave at 0, it is always there.
   */
  @Override
  public Object key() {
    return new Key(icb.partition(), icb.block());
  }

  private record Key(int partition, long block) {}

  @Override
  public boolean hidden() {
    return hidden;
  }

  @Override
  public Unix unix() {
    if (entry == null) {
      return new Unix(namedDirectory ? 0040000 : 0100000, 0, 1, 0, 0, 0);
    }
    long ino = entry.uniqueId() != 0 ? entry.uniqueId() : icb.address();
    return new Unix(
        Permissions.mode(entry),
        ino,
        // UDF counts the names alone, POSIX a directory's "." as well.
        Math.max(1, entry.links()) + (entry.directory() ? 1 : 0),
        Permissions.owner(entry.uid()),
        Permissions.owner(entry.gid()),
        entry.device());
  }
}
