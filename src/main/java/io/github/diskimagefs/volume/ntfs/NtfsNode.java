package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DosAttributes;
import io.github.diskimagefs.volume.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** File or folder, read from its file record. */
final class NtfsNode implements Node {

  /** Seconds from 1601, when times start, to 1970. */
  private static final long EPOCH = 11_644_473_600L;

  private static final long UNITS_A_SECOND = 10_000_000;

  private final String name;
  private final long reference;
  private final long parent;
  private final int above;
  private final Kind kind;
  private final long size;
  private final String target;
  private final int attributes;
  private final long created;
  private final long modified;
  private final long changed;
  private final long accessed;

  private NtfsNode(String name, long reference) {
    this.name = name;
    this.reference = reference;
    parent = 0;
    above = 0;
    kind = Kind.OTHER;
    size = 0;
    target = null;
    attributes = 0;
    created = 0;
    modified = 0;
    changed = 0;
    accessed = 0;
  }

  /**
   * Creates the node of a record.
   *
   * @param parent the record of the directory that has it
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   */
  NtfsNode(String name, long reference, FileRecord record, long parent, int above)
      throws IOException {
    this.name = name;
    this.reference = reference;
    this.parent = parent;
    this.above = above;
    Attribute information = record.find(Attribute.STANDARD_INFORMATION, "");
    Struct value = information == null ? null : information.value();
    created = value == null ? 0 : value.s64(0);
    modified = value == null ? 0 : value.s64(8);
    changed = value == null ? 0 : value.s64(16); //    the record's own
    accessed = value == null ? 0 : value.s64(24);
    attributes = value == null ? 0 : value.s32(32);
    ReparsePoint point = record.reparsePoint();
    InterixFile special =
        (attributes & DosAttributes.SYSTEM) != 0 && point == null && !record.directory()
            ? InterixFile.read(record)
            : null;
    target = point != null ? point.target() : special != null ? special.target() : null;
    if (target != null) {
      kind = Kind.SYMBOLIC_LINK;
    } else if (special != null || (point != null && point.special())) {
      kind = Kind.OTHER;
    } else {
      kind = record.directory() ? Kind.DIRECTORY : Kind.FILE;
    }
    Attribute data = record.find(Attribute.DATA, "");
    size = kind == Kind.FILE && data != null ? data.size() : 0;
  }

  /** Creates a node that has a name alone, as a search in a directory needs it. */
  static NtfsNode named(String name, long reference) {
    return new NtfsNode(name, reference);
  }

  long reference() {
    return reference;
  }

  /** Returns the number of the record. */
  long record() {
    return MasterFileTable.number(reference);
  }

  long parent() {
    return parent;
  }

  int above() {
    return above;
  }

  /** Returns the target of a symbolic link; null for other kinds. */
  String target() {
    return target;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public long size() {
    return target == null ? size : target.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public FileTime modified() {
    return time(modified);
  }

  @Override
  public FileTime created() {
    return time(created);
  }

  @Override
  public FileTime accessed() {
    return time(accessed);
  }

  @Override
  public FileTime changed() {
    return time(changed);
  }

  private static FileTime time(long value) {
    if (value == 0) {
      return UNKNOWN_TIME;
    }
    long seconds = Math.floorDiv(value, UNITS_A_SECOND);
    long rest = Math.floorMod(value, UNITS_A_SECOND);
    return FileTime.from(Instant.ofEpochSecond(seconds - EPOCH, rest * 100));
  }

  @Override
  public Object key() {
    return record();
  }

  /** The root is marked as hidden on every volume, but is no entry that could be hidden. */
  @Override
  public boolean hidden() {
    return (attributes & DosAttributes.HIDDEN) != 0 && record() != MasterFileTable.ROOT;
  }

  @Override
  public Dos dos() {
    return DosAttributes.of(attributes, hidden());
  }
}
