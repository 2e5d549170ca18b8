package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The entries of a directory under distinct names. */
final class DirectoryCursor implements DirectoryScan {
  /** Consecutive entries of one name that are ranked among each other; each takes memory. */
  private static final int MAX_GROUP_SIZE = 64;

  /** Bytes of a directory for each entry, at a guess. */
  private static final int TYPICAL_RECORD_BYTES = 96;

  private static final int MAX_VERSION_DIGITS = 6;

  private final EntryReader entries;
  private final EntryRecords records;
  private final DirectoryReader directories;
  private final UniqueNames names;
  private final Deque<IsoNode> ranked = new ArrayDeque<>(0);
  private IsoNode ahead;
  private long cookie;

  /**
   * Creates a cursor.
   *
   * @param directories reads the directories in this one, to hide a directory of relocated ones
   *     alone; null where none is hidden
   */
  DirectoryCursor(EntryReader entries, EntryRecords records, DirectoryReader directories) {
    this.entries = entries;
    this.records = records;
    this.directories = directories;
    this.names = new UniqueNames(entries.length() / TYPICAL_RECORD_BYTES);
  }

  @Override
  public long place() {
    return cookie;
  }

  @Override
  public Node next() throws IOException {
    IsoNode node = ranked.poll();
    if (node != null) {
      cookie = NOWHERE;
      return node;
    }
    IsoNode first = ahead != null ? ahead : read();
    ahead = null;
    if (first == null) {
      return null;
    }
    ahead = read();
    if (ahead != null && ahead.name().equals(first.name())) {
      rank(first);
      cookie = NOWHERE;
      return ranked.poll();
    }
    if (names.add(first.name())) {
      cookie = first.position() - entries.start();
      return first;
    }
    cookie = NOWHERE;
    return first.named(alternative(first));
  }

  private IsoNode read() throws IOException {
    IsoNode node = entries.next();
    while (node != null
        && directories != null
        && node.kind() == Node.Kind.DIRECTORY
        && directories.holdsOnlyRelocated(node)) {
      node = entries.next();
    }
    return node;
  }

  /** Names the entries of one name: a directory keeps it, else the newest version. */
  private void rank(IsoNode first) throws IOException {
    List<IsoNode> group = new ArrayList<>();
    group.add(first);
    while (ahead != null && ahead.name().equals(first.name()) && group.size() < MAX_GROUP_SIZE) {
      group.add(ahead);
      ahead = read();
    }
    List<Version> versions = new ArrayList<>();
    for (IsoNode node : group) {
      versions.add(new Version(node, version(records.identifier(node))));
    }
    versions.sort(
        Comparator.comparing((Version v) -> v.node.kind() != Node.Kind.DIRECTORY)
            .thenComparing(v -> -v.number));
    for (Version version : versions) {
      IsoNode node = version.node;
      ranked.add(names.add(node.name()) ? node : node.named(alternative(node)));
    }
  }

  /** An entry and its version number, ECMA-119 §7.5.1. */
  private record Version(IsoNode node, long number) {}

  private static long version(String identifier) {
    int start = NameDecoder.version(identifier) + 1;
    long version = 0;
    for (int i = start; i < identifier.length() && i < start + MAX_VERSION_DIGITS; i++) {
      version = version * 10 + identifier.charAt(i) - '0';
    }
    return version;
  }

  /** Returns a free name: with the dot, with the version, or with a number. */
  private String alternative(IsoNode node) throws IOException {
    for (String name : records.alternativeNames(node)) {
      if (names.add(name)) {
        return name;
      }
    }
    return names.addWithSuffix(node.name());
  }
}
