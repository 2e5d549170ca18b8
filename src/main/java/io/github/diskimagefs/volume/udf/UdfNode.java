package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;

/**
 * An entry of a UDF volume: its name from the directory, all else from its file entry. Where that
 * cannot be read the entry is shown, and fails when it is opened.
 */
final class UdfNode implements Node {
  private final UdfNode parent;
  private final String name;
  private final boolean hidden;
  private final boolean namedDirectory;
  private final LongAd icb;

  /** Byte position in its directory. */
  private final long place;

  /** As {@link DirectoryTree} counts them. */
  private final int aliasDepth;

  private final FileEntry entry;

  /** Length of a symbolic link's target in bytes. */
  private final int linkLength;

  private UdfNode(
      UdfNode parent,
      String name,
      boolean hidden,
      boolean namedDirectory,
      LongAd icb,
      long place,
      FileEntry entry,
      int linkLength,
      int aliasDepth) {
    this.parent = parent;
    this.name = name;
    this.hidden = hidden;
    this.namedDirectory = namedDirectory;
    this.icb = icb;
    this.place = place;
    this.entry = entry;
    this.linkLength = linkLength;
    this.aliasDepth = aliasDepth;
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
        parent.aliasDepth);
  }

  /** The same as an entry of this very directory node, whose ancestors tell loops. */
  UdfNode under(UdfNode directory) {
    return new UdfNode(
        directory, name, hidden, namedDirectory, icb, place, entry, linkLength, aliasDepth);
  }

  /** The same with its file entry, or null where that is broken. */
  UdfNode with(FileEntry read, int targetLength, DirectoryTree tree, BooleanSupplier leaf) {
    int here = parent.aliasDepth;
    if (read != null && read.directory()) {
      here =
          among(parent)
              ? DirectoryTree.CLOSED
              : tree.aliasDepth(
                  icb.address(), DirectoryTree.mix(parent.icb.address()) + place, here, leaf);
    }
    return new UdfNode(parent, name, hidden, namedDirectory, icb, place, read, targetLength, here);
  }

  /** A directory within itself, or deeper than any path can lead (UDF 2 allows 1023 characters). */
  private boolean among(UdfNode ancestors) {
    int depth = 0;
    for (UdfNode node = ancestors; node != null; node = node.parent) {
      if (node.icb.block() == icb.block() && node.icb.partition() == icb.partition()) {
        return true;
      }
      if (++depth > 2048) {
        return true;
      }
    }
    return false;
  }

  boolean isRoot() {
    return parent == null;
  }

  LongAd icb() {
    return icb;
  }

  /** Null where it is broken. */
  FileEntry entry() {
    return entry;
  }

  /** Whether the directory contains itself, or is one of too many ways to the same. */
  boolean closed() {
    return aliasDepth == DirectoryTree.CLOSED;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    if (entry == null) {
      return namedDirectory ? Kind.DIRECTORY : Kind.FILE;
    }
    return Permissions.kind(entry);
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
