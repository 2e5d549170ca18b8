package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Index of the entries of one directory, by the hash of their folded names. */
final class DirectoryIndex {
  /**
   * A random seed, so that no image can have names of one hash. The classes of a secure one would
   * take longer to load than a small listing.
   */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  /** Entries of one folded name; a look-up compares each of them. */
  private static final int MAX_EQUAL = 16;

  private final UnaryOperator<String> fold;

  /** Entries that cannot be read again by their place, by name and by folded name. */
  private final Map<String, Node> kept = new HashMap<>();

  private final Map<String, Node> keptFolded = new HashMap<>();

  /** Upper half hash, lower half place + 1; 0 is a free slot. */
  private long[] table = new long[16];

  private int count;

  /** Whether entries are stored by their exact names, because too many fold to the same. */
  private boolean crowded;

  private MalformedImageException error;

  DirectoryIndex(UnaryOperator<String> fold) {
    this.fold = fold;
  }

  /** Takes an entry; false if it does not fit, which makes the index useless. */
  boolean add(Node node, long place) {
    if (place == DirectoryScan.NOWHERE) {
      kept.put(node.name(), node);
      keptFolded.putIfAbsent(fold.apply(node.name()), node);
      return true;
    }
    if (place < 0 || place >= 0xFFFF_FFFFL) {
      return false;
    }
    long folded = ((long) hash(fold.apply(node.name()), SEED) << 32) | (place + 1);
    if (!insert(table, folded, MAX_EQUAL)) {
      crowded = true;
      long exact = ((long) hash(node.name(), ~SEED) << 32) | (place + 1);
      insert(table, exact, Integer.MAX_VALUE);
    }
    if (++count > table.length / 4 * 3) {
      long[] larger = new long[table.length * 2];
      for (long entry : table) {
        if (entry != 0) {
          insert(larger, entry, Integer.MAX_VALUE);
        }
      }
      table = larger;
    }
    return true;
  }

  /** Tells why there are no more entries, though there should be. */
  void breaksOff(MalformedImageException reason) {
    error = reason;
  }

  /** Why there may be entries that are not here, or null. */
  MalformedImageException error() {
    return error;
  }

  /** Bytes of memory that it takes, roughly. */
  long bytes() {
    return 8L * table.length + 400L * kept.size() + 100;
  }

  Node find(String name, DirectoryLookup.Directory directory) throws IOException {
    Node exact = kept.get(name);
    if (exact != null) {
      return exact;
    }
    String folded = fold.apply(name);
    Node similar = null;
    long similarPlace = Long.MAX_VALUE;
    int hash = hash(folded, SEED);
    int mask = table.length - 1;
    for (int slot = hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      long place = (table[slot] & 0xFFFF_FFFFL) - 1;
      if ((int) (table[slot] >>> 32) == hash) {
        Node node = directory.nodeAt(place);
        if (node.name().equals(name)) {
          return node;
        }
        if (place < similarPlace && fold.apply(node.name()).equals(folded)) {
          similar = node;
          similarPlace = place;
        }
      }
    }
    Node further = findExact(name, directory);
    if (further != null) {
      return further;
    }
    return similar == null ? keptFolded.get(folded) : similar;
  }

  /** Finds an entry among the entries that share a folded name with too many others. */
  private Node findExact(String name, DirectoryLookup.Directory directory) throws IOException {
    int hash = hash(name, ~SEED);
    int mask = table.length - 1;
    for (int slot = hash & mask; crowded && table[slot] != 0; slot = (slot + 1) & mask) {
      if ((int) (table[slot] >>> 32) == hash) {
        Node node = directory.nodeAt((table[slot] & 0xFFFF_FFFFL) - 1);
        if (node.name().equals(name)) {
          return node;
        }
      }
    }
    return null;
  }

  /** Puts an entry into a free slot, unless {@code maxEqual} entries have the same hash. */
  private static boolean insert(long[] table, long entry, int maxEqual) {
    int mask = table.length - 1;
    int slot = (int) (entry >>> 32) & mask;
    int equal = 0;
    while (table[slot] != 0) {
      if (table[slot] >>> 32 == entry >>> 32 && ++equal == maxEqual) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
    return true;
  }

  private static int hash(String name, long seed) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32);
  }
}
