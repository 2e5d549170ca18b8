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

/** The entries of a directory, with distinct names. */
final class DirectoryCursor implements DirectoryScan {
  /** Entries in a row that want one name and are ranked among each other. */
  private static final int MAX_GROUP_SIZE = 64;

  private final EntryReader entries;
  private final IsoVolume volume;
  private final UniqueNames taken;
  private final Deque<IsoNode> ready = new ArrayDeque<>(0);
  private IsoNode ahead;
  private long place;

  DirectoryCursor(IsoVolume volume, EntryReader entries) {
    this.volume = volume;
    this.entries = entries;
    this.taken = new UniqueNames(entries.length() / 96);
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public Node next() throws IOException {
    IsoNode node = ready.poll();
    if (node != null) {
      place = NOWHERE;
      return node;
    }
    IsoNode first = ahead != null ? ahead : entries.next();
    ahead = null;
    if (first == null) {
      return null;
    }
    ahead = entries.next();
    if (ahead != null && ahead.name().equals(first.name())) {
      rank(first);
      place = NOWHERE;
      return ready.poll();
    }
    if (taken.add(first.name())) {
      place = first.position() - entries.start();
      return first;
    }
    place = NOWHERE;
    return first.named(other(first));
  }

  /** A folder has the bare name first, then the newest version. */
  private void rank(IsoNode first) throws IOException {
    List<IsoNode> group = new ArrayList<>();
    group.add(first);
    while (ahead != null && ahead.name().equals(first.name()) && group.size() < MAX_GROUP_SIZE) {
      group.add(ahead);
      ahead = entries.next();
    }
    List<Ranked> ranked = new ArrayList<>();
    for (IsoNode node : group) {
      ranked.add(new Ranked(node, version(volume.identifier(node))));
    }
    ranked.sort(
        Comparator.comparing((Ranked r) -> r.node.kind() != Node.Kind.DIRECTORY)
            .thenComparing(r -> -r.version));
    for (Ranked r : ranked) {
      ready.add(taken.add(r.node.name()) ? r.node : r.node.named(other(r.node)));
    }
  }

  private record Ranked(IsoNode node, long version) {}

  private static long version(String identifier) {
    int from = NameDecoder.version(identifier) + 1;
    long version = 0;
    for (int i = from; i < identifier.length() && i < from + 6; i++) {
      version = version * 10 + identifier.charAt(i) - '0';
    }
    return version;
  }

  /** A free name: with the dot, with the version, or with a number. */
  private String other(IsoNode node) throws IOException {
    for (String name : volume.longerNames(node)) {
      if (taken.add(name)) {
        return name;
      }
    }
    return taken.addNumbered(node.name());
  }
}
