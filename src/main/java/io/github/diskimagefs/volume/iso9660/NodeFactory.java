package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.PathSafeNames;
import java.io.IOException;
import java.util.List;

/**
 * Factory of a directory's nodes from their directory records and system use fields.
 *
 * @param aliasDepth of the directory, as {@link DirectoryTree} counts it
 */
record NodeFactory(Hierarchy hierarchy, DirectoryLocator locator, int aliasDepth) {
  /** Returns the name to show. */
  String name(Struct struct, DirectoryRecord record, SystemUse use) throws IOException {
    return use.name() == null
        ? hierarchy.names().shown(struct, record)
        : PathSafeNames.clean(use.name());
  }

  /** Returns the time of modification in milliseconds since 1970, or {@link IsoTime#UNKNOWN}. */
  long modified(Struct struct, DirectoryRecord record, SystemUse use) throws IOException {
    return use.modified() != IsoTime.UNKNOWN
        ? use.modified()
        : record.recorded(struct, hierarchy.descriptor().layout());
  }

  /** Returns whether a record is a directory's. */
  boolean directory(DirectoryRecord record, SystemUse use) throws IOException {
    boolean flagged = record.is(DirectoryRecord.DIRECTORY);
    if (use.posix() && flagged != use.attributes().posix().directory()) {
      // Record and mode contradict each other: the extent decides.
      return locator.leadsToDirectory(record);
    }
    return flagged;
  }

  /**
   * Creates the node of the root directory.
   *
   * @param struct the bytes of its record
   * @param start byte position
   * @param size in bytes
   */
  IsoNode root(Struct struct, DirectoryRecord record, SystemUse use, long start, long size)
      throws IOException {
    long modified = modified(struct, record, use);
    Node.Kind kind = Node.Kind.DIRECTORY;
    return node(
        new NodeFields("", kind, false, extras(use), start, start, size, modified),
        use.attributes());
  }

  /**
   * Creates the node of a directory.
   *
   * @param position byte position of the record that names it
   */
  IsoNode directory(
      String name, Struct struct, DirectoryRecord record, SystemUse use, long position)
      throws IOException {
    return node(
        new NodeFields(
            name,
            Node.Kind.DIRECTORY,
            record.is(DirectoryRecord.HIDDEN),
            extras(use),
            position,
            locator.start(record),
            record.dataLength(),
            modified(struct, record, use)),
        use.attributes());
  }

  private static ExtraAttributes extras(SystemUse use) {
    return use.extras().attributes()
        ? new ExtraAttributes(null, null, 0, null, false, null, true)
        : null;
  }

  /** Creates the node of a directory that cannot be read: it is shown, and to list it fails. */
  IsoNode missingDirectory(String name, long start, long position, SystemUse none) {
    Node.Kind kind = Node.Kind.DIRECTORY;
    return node(
        new NodeFields(name, kind, false, null, position, start, 0, IsoTime.UNKNOWN),
        none.attributes());
  }

  /**
   * Creates the node of a file, symbolic link or device.
   *
   * @param modified milliseconds since 1970, or {@link IsoTime#UNKNOWN}
   * @param position byte position of the first record that belongs to it
   * @param recorded the file sections if there are several or they are interleaved, or null
   * @param fork the file sections of the associated file, or null
   */
  IsoNode file(
      String name,
      DirectoryRecord record,
      SystemUse use,
      long modified,
      long position,
      List<FileSection> recorded,
      List<FileSection> fork)
      throws IOException {
    long start = FileSection.start(record, hierarchy.blockSize(), hierarchy.image());
    long size = recorded == null ? record.dataLength() : FileSection.total(recorded);
    Node.Kind kind = kind(use);
    SystemUseExtras extras = use.extras();
    boolean regular = kind == Node.Kind.FILE;
    if (kind == Node.Kind.SYMBOLIC_LINK) {
      size = Math.max(0, use.linkLength());
    } else if (kind == Node.Kind.OTHER) {
      size = 0;
    }
    ExtraAttributes details = null;
    if (recorded != null || fork != null || !extras.equals(SystemUseExtras.NONE)) {
      Zisofs zisofs = regular ? extras.zisofs() : null;
      boolean sparse = regular && extras.sparse();
      boolean form2 =
          hierarchy.source().raw() && zisofs == null && ExtraAttributes.form2(extras.xa());
      List<FileSection> sections = recorded;
      if (sections == null && (zisofs != null || sparse || form2)) {
        sections = List.of(FileSection.of(record, hierarchy.blockSize(), hierarchy.image()));
      }
      if (zisofs != null) {
        size = zisofs.size();
      } else if (sparse) {
        size = extras.sparseSize();
      } else if (form2) {
        size = XaFile.of(hierarchy.source(), extras.xa(), sections).size();
      }
      boolean attributes = extras.attributes();
      if (sections != null || fork != null || extras.finderInfo() != null || attributes) {
        details =
            new ExtraAttributes(
                sections, fork, extras.xa(), zisofs, sparse, extras.finderInfo(), attributes);
      }
    }
    boolean hidden = record.is(DirectoryRecord.HIDDEN);
    return node(
        new NodeFields(name, kind, hidden, details, position, start, size, modified),
        use.attributes());
  }

  private static Node.Kind kind(SystemUse use) {
    if (!use.posix()) {
      return use.linkLength() >= 0 ? Node.Kind.SYMBOLIC_LINK : Node.Kind.FILE;
    }
    return switch (use.attributes().posix().type()) {
      case 0xA000 -> Node.Kind.SYMBOLIC_LINK;
      case 0x1000, 0x2000, 0x6000, 0xC000 -> Node.Kind.OTHER;
      default -> Node.Kind.FILE;
    };
  }

  private IsoNode node(NodeFields fields, RockRidgeAttributes attributes) {
    return attributes == null
        ? new IsoNode(fields, aliasDepth)
        : new RockRidgeNode(fields, aliasDepth, attributes);
  }
}
