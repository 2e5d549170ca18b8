package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.VolumeNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes nodes of a directory's records: puts the sections of a file together, gives an associated
 * file to the file that it goes with, follows relocation. For one thread.
 */
final class EntryReader {
  /** Sections of one file that do not continue each other. */
  private static final int MAX_EXTENTS = 1 << 16;

  private final IsoVolume volume;
  private final RecordReader records;
  private final SystemUse fields;
  private final boolean root;
  private final int detours;

  /**
   * Starts with a reader of records.
   *
   * @param root whether they are the root's
   * @param detours as {@link DirectoryTree} counts their directory
   */
  EntryReader(IsoVolume volume, RecordReader records, boolean root, int detours) {
    this.volume = volume;
    this.records = records;
    this.root = root;
    this.detours = detours;
    this.fields = volume.tree() == HierarchyKind.ROCK_RIDGE ? volume.newFields() : null;
  }

  long start() {
    return records.start();
  }

  long length() {
    return records.length();
  }

  /** The fields of the entry read last, null without Rock Ridge. */
  SystemUse fields() {
    return fields;
  }

  /** The next entry that is to be shown; null after the last. */
  IsoNode next() throws IOException {
    List<FileSection> fork = null;
    String forkName = null;
    long forkPosition = 0;
    while (true) {
      DirectoryRecord record = records.next();
      if (record == null) {
        return null;
      }
      Struct in = records.bytes();
      if (record.special(in)) {
        continue;
      }
      long position = records.position();
      if (record.is(DirectoryRecord.ASSOCIATED) && !record.is(DirectoryRecord.DIRECTORY)) {
        forkName = volume.names().identifier(in, record);
        forkPosition = position;
        fork = sections(record, forkName);
        continue;
      }
      if (fork != null && !volume.names().identifier(in, record).equals(forkName)) {
        fork = null;
      }
      IsoNode node = entry(in, record, fork != null ? forkPosition : position, fork);
      fork = null;
      if (node != null) {
        return node.foundIn(detours);
      }
    }
  }

  /** The sections of a file from its first record on. */
  private List<FileSection> sections(DirectoryRecord first, String identifier) throws IOException {
    List<FileSection> extents = new ArrayList<>(1);
    DirectoryRecord record = first;
    extents.add(volume.extent(record));
    while (record.is(DirectoryRecord.CONTINUED)) {
      DirectoryRecord next = records.next();
      if (next == null) {
        break;
      }
      if (next.special(records.bytes())
          || differs(first, next)
          || !volume.names().identifier(records.bytes(), next).equals(identifier)) {
        records.back();
        break;
      }
      record = next;
      FileSection.append(extents, volume.extent(record));
      if (extents.size() > MAX_EXTENTS) {
        throw records.bytes().malformed("more than %d sections of one file", MAX_EXTENTS);
      }
    }
    return extents;
  }

  private static boolean differs(DirectoryRecord first, DirectoryRecord next) {
    int kind = DirectoryRecord.ASSOCIATED | DirectoryRecord.DIRECTORY;
    return (first.flags() & kind) != (next.flags() & kind);
  }

  private IsoNode entry(Struct in, DirectoryRecord record, long position, List<FileSection> fork)
      throws IOException {
    int systemUse = record.systemUse();
    if (fields != null) {
      fields.read(in, systemUse + volume.skip(), record.end());
      if (fields.relocated) {
        return null;
      }
    }
    boolean directory = record.is(DirectoryRecord.DIRECTORY);
    String name =
        fields != null && fields.name != null
            ? VolumeNames.clean(fields.name)
            : volume.names().shown(in, record);
    if (fields != null && fields.childLink >= 0 && !directory) {
      return volume.relocated(name, fields.childLink, position);
    }
    if (fields != null && fields.posix && directory != fields.directory()) {
      // The two flags contradict each other: what lies there decides.
      directory = volume.leadsToDirectory(record);
    }
    if (directory) {
      IsoNode node = volume.directory(name, in, record, fields, position);
      return root && fields != null && volume.onlyRelocated(node) ? null : node;
    }
    return file(name, in, record, position, fork);
  }

  private IsoNode file(
      String name, Struct in, DirectoryRecord record, long position, List<FileSection> fork)
      throws IOException {
    int xa = 0;
    int use = record.systemUse();
    FinderInfo finder = null;
    if (record.end() - use >= 14) {
      if (in.has(use + 6, "XA")) {
        xa = in.bigEndian().u16(use + 4);
      } else if (in.has(use, "AA") && in.u8(use + 2) == 14 && in.u8(use + 3) == 2) {
        finder = FinderInfo.read(in, use);
      }
    }
    if (fields != null && fields.finderInfo != null) {
      finder = fields.finderInfo;
    }
    long modified = volume.modified(in, record, fields);
    long start = volume.position(record);
    List<FileSection> extents = null;
    long size = record.dataLength();
    if (record.is(DirectoryRecord.CONTINUED) || (record.unit() > 0 && record.gap() > 0)) {
      extents = sections(record, volume.names().identifier(in, record));
      size = FileSection.total(extents);
    }
    Node.Kind kind = Node.Kind.FILE;
    boolean attributes = false;
    SystemUse.Zisofs zisofs = null;
    boolean sparse = false;
    if (fields != null) {
      kind = kind();
      attributes = fields.attributes;
      if (kind == Node.Kind.SYMBOLIC_LINK) {
        size = fields.linkLength();
      } else if (kind == Node.Kind.OTHER) {
        size = 0;
      } else {
        sparse = fields.sparse;
        zisofs = fields.zisofs;
      }
    }
    boolean form2 = volume.raw() && zisofs == null && ExtraAttributes.form2(xa);
    if (extents == null && (zisofs != null || sparse || form2)) {
      extents = List.of(volume.extent(record));
    }
    if (zisofs != null) {
      size = zisofs.size();
    } else if (sparse) {
      size = fields.sparseSize;
    } else if (form2) {
      size = volume.xaSize(xa, extents);
    }
    ExtraAttributes details = null;
    if (extents != null || fork != null || finder != null || attributes) {
      details = new ExtraAttributes(extents, fork, xa, zisofs, sparse, finder, attributes);
    }
    boolean hidden = record.is(DirectoryRecord.HIDDEN);
    return fields == null
        ? new IsoNode(name, kind, hidden, details, position, start, size, modified)
        : new RockRidgeNode(name, kind, hidden, details, position, start, size, modified, fields);
  }

  private Node.Kind kind() {
    if (!fields.posix) {
      return fields.linked ? Node.Kind.SYMBOLIC_LINK : Node.Kind.FILE;
    }
    return switch (fields.mode & 0xF000) {
      case 0xA000 -> Node.Kind.SYMBOLIC_LINK;
      case 0x1000, 0x2000, 0x6000, 0xC000 -> Node.Kind.OTHER;
      default -> Node.Kind.FILE;
    };
  }
}
