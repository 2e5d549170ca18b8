package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of a directory's entries: joins the sections of a file, adds an associated file to the
 * file of the same identifier, follows relocation. For one thread.
 */
final class EntryReader {
  /** Sections of one file that do not continue each other; each takes memory. */
  private static final int MAX_SECTIONS = 1 << 16;

  private final RecordReader records;
  private final SystemUseReader systemUse;
  private final NodeFactory nodes;

  /**
   * Creates a reader.
   *
   * @param records the directory's
   * @param nodes makes the directory's nodes
   */
  EntryReader(RecordReader records, NodeFactory nodes) {
    this.records = records;
    this.systemUse = nodes.hierarchy().systemUseReader();
    this.nodes = nodes;
  }

  /** Returns the byte position of the directory. */
  long start() {
    return records.start();
  }

  /** Returns the length of the directory in bytes. */
  long length() {
    return records.length();
  }

  /** Returns the next entry that is shown in this directory; null after the last. */
  IsoNode next() throws IOException {
    List<FileSection> fork = null;
    String forkName = null;
    long forkPosition = 0;
    while (true) {
      DirectoryRecord record = records.next();
      if (record == null) {
        return null;
      }
      Struct struct = records.bytes();
      if (record.special(struct)) {
        continue;
      }
      long position = records.position();
      if (record.is(DirectoryRecord.ASSOCIATED) && !record.is(DirectoryRecord.DIRECTORY)) {
        forkName = identifier(struct, record);
        forkPosition = position;
        fork = sections(record, forkName);
        continue;
      }
      if (fork != null && !identifier(struct, record).equals(forkName)) {
        fork = null;
      }
      IsoNode node = entry(struct, record, fork != null ? forkPosition : position, fork);
      fork = null;
      if (node != null) {
        return node;
      }
    }
  }

  /** Creates the node of a record; null if the entry is shown in another directory. */
  private IsoNode entry(
      Struct struct, DirectoryRecord record, long position, List<FileSection> fork)
      throws IOException {
    SystemUse use = systemUse.read(struct, record);
    SystemUseExtras extras = use.extras();
    if (extras.relocated()) {
      return null;
    }
    String name = nodes.name(struct, record, use);
    if (extras.childLink() >= 0 && !record.is(DirectoryRecord.DIRECTORY)) {
      return new RelocationResolver(systemUse, nodes).resolve(name, extras.childLink(), position);
    }
    if (nodes.directory(record, use)) {
      return nodes.directory(name, struct, record, use, position);
    }
    // The record's bytes are lost once the next record is read.
    long modified = nodes.modified(struct, record, use);
    List<FileSection> sections =
        record.is(DirectoryRecord.CONTINUED) || record.interleaved()
            ? sections(record, identifier(struct, record))
            : null;
    return nodes.file(name, record, use, modified, position, sections, fork);
  }

  /** Returns the sections of a file from its first record on. */
  private List<FileSection> sections(DirectoryRecord first, String identifier) throws IOException {
    List<FileSection> sections = new ArrayList<>(1);
    DirectoryRecord record = first;
    sections.add(section(record));
    while (record.is(DirectoryRecord.CONTINUED)) {
      DirectoryRecord next = records.next();
      if (next == null) {
        break;
      }
      if (next.special(records.bytes())
          || differs(first, next)
          || !identifier(records.bytes(), next).equals(identifier)) {
        records.back();
        break;
      }
      record = next;
      FileSection.append(sections, section(record));
      if (sections.size() > MAX_SECTIONS) {
        throw records.bytes().malformed("more than %d sections of one file", MAX_SECTIONS);
      }
    }
    return sections;
  }

  private static boolean differs(DirectoryRecord first, DirectoryRecord next) {
    int kind = DirectoryRecord.ASSOCIATED | DirectoryRecord.DIRECTORY;
    return (first.flags() & kind) != (next.flags() & kind);
  }

  private FileSection section(DirectoryRecord record) throws IOException {
    Hierarchy hierarchy = nodes.hierarchy();
    return FileSection.of(record, hierarchy.blockSize(), hierarchy.image());
  }

  private String identifier(Struct struct, DirectoryRecord record) throws IOException {
    return nodes.hierarchy().names().identifier(struct, record);
  }
}
