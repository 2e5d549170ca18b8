package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Index of the entries of one directory, by the hash of their folded names. */
final class DirectoryIndex {
  /** A random seed, so that no image can have names of one hash. */
  private static final long SEED = new SecureRandom().nextLong();

  private final UnaryOperator<String> fold;

  /** Entries that cannot be read again by their place, by name and by folded name. */
  private final Map<String, Node> kept = new HashMap<>();

  private final Map<String, Node> keptFolded = new HashMap<>();

  /** Upper half hash, lower half place + 1; 0 is a free slot. */
  private long[] table = new long[16];

  private int count;
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
    insert(table, ((long) hash(fold.apply(node.name())) << 32) | (place + 1));
    if (++count > table.length / 4 * 3) {
      long[] larger = new long[table.length * 2];
      for (long entry : table) {
        if (entry != 0) {
          insert(larger, entry);
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
    int hash = hash(folded);
    Node similar = null;
    long similarPlace = Long.MAX_VALUE;
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
    return similar == null ? keptFolded.get(folded) : similar;
  }

  private static void insert(long[] table, long entry) {
    int mask = table.length - 1;
    int slot = (int) (entry >>> 32) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
  }

  private static int hash(String name) {
    long hash = SEED;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32);
  }
}
