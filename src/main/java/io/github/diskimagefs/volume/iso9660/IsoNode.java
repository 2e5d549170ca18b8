package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** An entry as its directory record describes it. */
class IsoNode implements Node {

  /** Identifies a directory by its extent. */
  private record DirectoryKey(long extent) {}

  /** Identifies a file by its directory record. */
  record RecordKey(long position) {}

  private final String name;
  private final Kind kind;
  private final boolean hidden;
  private final ExtraAttributes details;
  private final long position;
  private final long extent;
  private final long size;
  private final long modified;
  private int above;

  /**
   * Creates a node.
   *
   * @param details null where there are none
   * @param position byte position of its directory record, the associated file's if it has one
   * @param extent byte position of its data
   * @param modified milliseconds
   */
  IsoNode(
      String name,
      Kind kind,
      boolean hidden,
      ExtraAttributes details,
      long position,
      long extent,
      long size,
      long modified) {
    this.name = name;
    this.kind = kind;
    this.hidden = hidden;
    this.details = details;
    this.position = position;
    this.extent = extent;
    this.size = size;
    this.modified = modified;
  }

  IsoNode(IsoNode node, String name) {
    this(
        name,
        node.kind,
        node.hidden,
        node.details,
        node.position,
        node.extent,
        node.size,
        node.modified);
    above = node.above;
  }

  /** As {@link DirectoryTree} counts the directory that names this one. */
  final int above() {
    return above;
  }

  /** Tells where it was found, before anyone else has it. */
  final IsoNode foundIn(int detours) {
    above = detours;
    return this;
  }

  /** The same entry under another name. */
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

  static FileTime time(long millis) {
    return millis == 0 ? UNKNOWN_TIME : FileTime.fromMillis(millis);
  }

  @Override
  public Object key() {
    return kind == Kind.DIRECTORY ? new DirectoryKey(extent) : new RecordKey(position);
  }

  /** Null where there are none. */
  final ExtraAttributes details() {
    return details;
  }

  final long position() {
    return position;
  }

  final long extent() {
    return extent;
  }
}
