package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** An entry as its directory record describes it. */
class IsoNode implements Node {

  /** Identifies a directory by its extent. */
  private record DirectoryKey(long extent) {}

  /** Identifies a file by its directory record. */
  private record RecordKey(long position) {}

  private final String name;
  private final Kind kind;
  private final boolean hidden;
  // A byte, because a live node is 8 bytes smaller for it.
  private final byte aliasDepth;
  private final ExtraAttributes extras;
  private final long position;
  private final long extent;
  private final long size;
  private final long modified;

  /**
   * Creates a node.
   *
   * @param aliasDepth of the directory that names it, as {@link DirectoryTree} counts it: 0 or 1
   */
  IsoNode(NodeFields fields, int aliasDepth) {
    this.name = fields.name();
    this.kind = fields.kind();
    this.hidden = fields.hidden();
    this.extras = fields.extras();
    this.position = fields.position();
    this.extent = fields.extent();
    this.size = fields.size();
    this.modified = fields.modified();
    this.aliasDepth = (byte) aliasDepth;
  }

  /** Copies a node under another name. */
  IsoNode(IsoNode node, String name) {
    this(
        new NodeFields(
            name,
            node.kind,
            node.hidden,
            node.extras,
            node.position,
            node.extent,
            node.size,
            node.modified),
        node.aliasDepth);
  }

  /** Returns the same entry under another name. */
  IsoNode named(String other) {
    return new IsoNode(this, other);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Kind kind() {
    return kind;
  }

  @Override
  public final boolean hidden() {
    return hidden;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final FileTime modified() {
    return time(modified);
  }

  /** Converts a time in milliseconds since 1970; {@link IsoTime#UNKNOWN} becomes the epoch. */
  static FileTime time(long millis) {
    return millis == IsoTime.UNKNOWN ? UNKNOWN_TIME : FileTime.fromMillis(millis);
  }

  @Override
  public Object key() {
    return kind == Kind.DIRECTORY ? new DirectoryKey(extent) : new RecordKey(position);
  }

  /** Returns whether this is the root directory; only its name is empty. */
  final boolean isRoot() {
    return name.isEmpty();
  }

  /** Returns the attributes that few entries have, null if there are none. */
  final ExtraAttributes extras() {
    return extras;
  }

  /** Returns the byte position of the directory record. */
  final long position() {
    return position;
  }

  /** Returns the byte position of the data. */
  final long extent() {
    return extent;
  }

  /** Returns the count of {@link DirectoryTree} for the directory that names this entry. */
  final int aliasDepth() {
    return aliasDepth;
  }
}
