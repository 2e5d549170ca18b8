package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/** A place among the leaf records of a {@link BTreeFile}. For one thread at a time. */
public final class BTreeCursor {
  private final BTreeFile tree;
  private final MalformedImageException error;
  private BTreeNode node;
  private long number;
  private int index;
  private long visited;
  private Struct record;

  BTreeCursor(
      BTreeFile tree, BTreeNode node, long number, int index, MalformedImageException error) {
    this.tree = tree;
    this.node = node;
    this.number = number;
    this.index = index;
    this.error = error;
  }

  /** Returns the error in the node that the search ended in, or null. */
  MalformedImageException error() {
    return error;
  }

  /**
   * Whether there is a record here, going over to the next node where this one is used up.
   *
   * @throws MalformedImageException if the next node is broken or the chain is endless; the cursor
   *     is then at its end
   */
  public boolean here() throws IOException {
    while (node != null && index >= node.records()) {
      long next = node.next();
      node = null;
      if (next == 0) {
        break;
      }
      if (++visited >= tree.nodes()) {
        throw new MalformedImageException(
            tree.name(), MalformedImageException.NO_OFFSET, "the chain of leaves is endless");
      }
      BTreeNode leaf = tree.node(next);
      if (leaf.kind() != BTreeNode.LEAF) {
        throw leaf.bytes().malformed("kind %d among the leaves", leaf.kind());
      }
      node = leaf;
      number = next;
      index = 0;
      record = null;
    }
    return node != null;
  }

  /** Whether this record is the first of its node. */
  public boolean first() {
    return index == 0;
  }

  /** Goes on to the next record. */
  public void advance() {
    index++;
    record = null;
  }

  /**
   * Leaves the records.
   *
   * @throws MalformedImageException if the node left names itself as the one to come
   */
  public void end() throws MalformedImageException {
    BTreeNode last = node;
    node = null;
    if (last != null && last.next() == number) {
      throw last.bytes().malformed("the leaf is followed by itself");
    }
  }

  /** The record's key, without the length field. */
  public Struct key() throws MalformedImageException {
    return tree.key(record());
  }

  /** The record's data. */
  public Struct data() throws MalformedImageException {
    return tree.data(record());
  }

  private Struct record() throws MalformedImageException {
    if (record == null) {
      record = node.record(index);
    }
    return record;
  }
}
