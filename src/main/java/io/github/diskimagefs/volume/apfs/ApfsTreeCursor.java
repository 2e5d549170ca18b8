package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * A place among the leaf records of an {@link ApfsTree}: the way down from the root, because nodes
 * do not name their neighbours. For one thread at a time.
 */
final class ApfsTreeCursor {
  /** Maximum depth of a tree; with two records in each node it has more nodes than any disk. */
  private static final int MAX_DEPTH = 48;

  private final ApfsTree tree;
  private final ApfsTreeNode[] nodes;
  private final int[] indexes;
  private int depth;
  private long visited;
  private boolean ended;
  private MalformedImageException pending;

  private ApfsTreeCursor(ApfsTree tree, ApfsTreeNode root) throws MalformedImageException {
    if (root.level() >= MAX_DEPTH) {
      throw root.bytes().malformed("tree of %d levels", root.level() + 1);
    }
    this.tree = tree;
    this.nodes = new ApfsTreeNode[root.level() + 1];
    this.indexes = new int[root.level() + 1];
    this.nodes[0] = root;
  }

  /** Finds the first record not before the wanted key. */
  static ApfsTreeCursor seek(ApfsTree tree, ApfsTreeNode root, ApfsTree.KeyOrder wanted)
      throws IOException {
    ApfsTreeCursor cursor = new ApfsTreeCursor(tree, root);
    try {
      while (!cursor.top().leaf()) {
        cursor.indexes[cursor.depth] = Math.max(0, cursor.top().floor(wanted));
        cursor.descend();
      }
      cursor.indexes[cursor.depth] = cursor.top().ceiling(wanted);
    } catch (MalformedImageException e) {
      cursor.pending = e;
    }
    return cursor;
  }

  private ApfsTreeCursor(ApfsTree tree, Path path, int index) {
    this.tree = tree;
    this.nodes = path.nodes.clone();
    this.indexes = path.indexes.clone();
    this.depth = nodes.length - 1;
    this.indexes[depth] = index;
  }

  /** The way from the root to a leaf. Immutable, so that threads share it. */
  static final class Path {
    private final ApfsTreeNode[] nodes;
    private final int[] indexes;

    private Path(ApfsTreeNode[] nodes, int[] indexes) {
      this.nodes = nodes.clone();
      this.indexes = indexes.clone();
    }

    ApfsTreeNode leaf() {
      return nodes[nodes.length - 1];
    }
  }

  /** Returns the way to the leaf of this record. */
  Path path() {
    return new Path(nodes, indexes);
  }

  /**
   * Finds the first record not before the wanted key in the leaf at the end of a path.
   *
   * @return null if that record may be in another leaf, or the leaf is damaged
   */
  static ApfsTreeCursor seek(ApfsTree tree, Path path, ApfsTree.KeyOrder wanted) {
    try {
      int index = path.leaf().ceiling(wanted);
      boolean within = index > 0 && index < path.leaf().count();
      return within ? new ApfsTreeCursor(tree, path, index) : null;
    } catch (MalformedImageException e) {
      return null; // the search from the root reports the error where it must
    }
  }

  /** Finds the last record not after the wanted key; returns null if there is none. */
  static ApfsTreeCursor floor(ApfsTree tree, ApfsTreeNode root, ApfsTree.KeyOrder wanted)
      throws IOException {
    ApfsTreeCursor cursor = new ApfsTreeCursor(tree, root);
    while (!cursor.top().leaf()) {
      int index = cursor.top().floor(wanted);
      if (index < 0) {
        return null;
      }
      cursor.indexes[cursor.depth] = index;
      cursor.descend();
    }
    cursor.indexes[cursor.depth] = cursor.top().floor(wanted);
    return cursor.indexes[cursor.depth] >= 0 || cursor.previousLeaf() ? cursor : null;
  }

  /** Goes to the last record of the leaf before; returns false if there is none. */
  private boolean previousLeaf() throws IOException {
    do {
      if (depth == 0) {
        return false;
      }
      depth--;
    } while (indexes[depth] == 0);
    indexes[depth]--;
    while (!top().leaf()) {
      descend();
      indexes[depth] = top().count() - 1;
    }
    return true;
  }

  private ApfsTreeNode top() {
    return nodes[depth];
  }

  /** Goes to the child at the current index of the deepest node. */
  private void descend() throws IOException {
    if (++visited > tree.maxNodes() + nodes.length) {
      ended = true;
      throw top().bytes().malformed("the tree is endless");
    }
    nodes[depth + 1] = tree.child(top(), indexes[depth]);
    depth++;
    indexes[depth] = top().leaf() ? 0 : -1; // before its first child
  }

  /**
   * Returns whether there is a record here; goes over to the next leaf after the last of one.
   *
   * @throws MalformedImageException if a node is broken; the next call goes on after it
   */
  boolean here() throws IOException {
    if (pending != null) {
      MalformedImageException error = pending;
      pending = null;
      if (top().leaf()) {
        indexes[depth] = top().count();
      }
      throw error;
    }
    while (!ended) {
      if (top().leaf()) {
        if (indexes[depth] < top().count()) {
          return true;
        }
      } else if (++indexes[depth] < top().count()) {
        descend();
        continue;
      }
      if (depth == 0) {
        ended = true;
      } else {
        depth--;
      }
    }
    return false;
  }

  /** Goes on to the next record. */
  void advance() {
    indexes[depth]++;
  }

  /** Compares a wanted key with that of this record. */
  int compare(ApfsTree.KeyOrder wanted) throws MalformedImageException {
    return top().compare(wanted, indexes[depth]);
  }

  /** Returns the key of this record. */
  Struct key() throws MalformedImageException {
    return top().key(indexes[depth]);
  }

  /** Returns the value of this record. */
  Struct value() throws MalformedImageException {
    return top().value(indexes[depth]);
  }
}
