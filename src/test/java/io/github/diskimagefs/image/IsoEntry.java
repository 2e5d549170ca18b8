package io.github.diskimagefs.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An entry of the tree that an {@link IsoImage} is to hold. */
final class IsoEntry {
  static final int DIRECTORY = 0040755;
  static final int FILE = 0100644;
  static final int SYMLINK = 0120777;

  final String name;
  final IsoEntry parent;
  final Map<String, IsoEntry> children = new TreeMap<>();
  byte[] content = {};

  /** Bytes before compression by zisofs; -1 if it is not compressed. */
  long zisofsSize = -1;

  String target;
  IsoEntry linked;
  int mode;
  long uid;
  long gid;
  long serial;
  Instant modified = IsoImage.TIME;

  /** Extents by tree: 0 the primary one, 1 Joliet's. A file has the same in both. */
  final int[] extent = new int[2];

  /** Bytes of the directory by tree. */
  final int[] size = new int[2];

  /** Numbers in the path tables, from 1. */
  final int[] number = new int[2];

  IsoEntry(String name, IsoEntry parent, int mode) {
    this.name = name;
    this.parent = parent == null ? this : parent;
    this.mode = mode;
  }

  boolean isDirectory() {
    return (mode & 0170000) == 0040000;
  }

  boolean isSymlink() {
    return target != null;
  }

  /** Returns the entry with the bytes: this one, or the target of a hard link. */
  IsoEntry data() {
    return linked == null ? this : linked;
  }

  int links(List<IsoEntry> all) {
    if (isDirectory()) {
      return 2 + (int) children.values().stream().filter(IsoEntry::isDirectory).count();
    }
    return (int) all.stream().filter(entry -> entry.data() == data()).count();
  }

  /** This directory and those below, level by level, as path tables are ordered. */
  List<IsoEntry> directories() {
    List<IsoEntry> found = new ArrayList<>(List.of(this));
    for (int i = 0; i < found.size(); i++) {
      found.get(i).children.values().stream()
          .filter(child -> child.isDirectory() && child.linked == null)
          .forEach(found::add);
    }
    return found;
  }
}
