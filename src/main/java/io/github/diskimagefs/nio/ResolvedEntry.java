package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A node and the directories it was reached by, symbolic links resolved: what a path is once it was
 * looked up. The volume never changes, so neither does this.
 */
final class ResolvedEntry {
  private final Node node;
  private final ResolvedEntry parent;
  private Object key;

  private ResolvedEntry(Node node, ResolvedEntry parent) {
    this.node = node;
    this.parent = parent;
  }

  static ResolvedEntry root(Node node) {
    return new ResolvedEntry(node, null);
  }

  /** An entry of this directory. */
  ResolvedEntry child(Node child) {
    return new ResolvedEntry(child, this);
  }

  Node node() {
    return node;
  }

  /** The directory above; a root is above itself. */
  ResolvedEntry parent() {
    return parent == null ? this : parent;
  }

  boolean isRoot() {
    return parent == null;
  }

  boolean isDirectory() {
    return node.kind() == Node.Kind.DIRECTORY;
  }

  boolean isLink() {
    return node.kind() == Node.Kind.SYMBOLIC_LINK;
  }

  /** The node's key, computed once. */
  Object key() {
    Object known = key;
    if (known == null) {
      known = node.key();
      key = known;
    }
    return known;
  }

  /** The names as stored, from the root down. */
  String realPath() {
    if (parent == null) {
      return "/";
    }
    List<String> names = new ArrayList<>();
    for (ResolvedEntry offset = this; offset.parent != null; offset = offset.parent) {
      names.add(offset.node.name());
    }
    StringBuilder path = new StringBuilder();
    for (int i = names.size() - 1; i >= 0; i--) {
      path.append('/').append(names.get(i));
    }
    return path.toString();
  }
}
