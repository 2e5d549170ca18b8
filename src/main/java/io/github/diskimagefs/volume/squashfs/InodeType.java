package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.Node;

/** Type of an inode, in the order of its number from 1; extended inodes count on from 8. */
enum InodeType {
  DIRECTORY(0040000, Node.Kind.DIRECTORY),
  FILE(0100000, Node.Kind.FILE),
  SYMBOLIC_LINK(0120000, Node.Kind.SYMBOLIC_LINK),
  BLOCK_DEVICE(0060000, Node.Kind.OTHER),
  CHARACTER_DEVICE(0020000, Node.Kind.OTHER),
  FIFO(0010000, Node.Kind.OTHER),
  SOCKET(0140000, Node.Kind.OTHER);

  private static final InodeType[] TYPES = values();

  private final int mode;
  private final Node.Kind kind;

  InodeType(int mode, Node.Kind kind) {
    this.mode = mode;
    this.kind = kind;
  }

  /** Returns the type of a number from 1 to 14; null for others. */
  static InodeType of(int number) {
    return number < 1 || number > 2 * TYPES.length ? null : TYPES[(number - 1) % TYPES.length];
  }

  /** Returns whether a number is that of an extended inode. */
  static boolean extended(int number) {
    return number > TYPES.length;
  }

  /** Returns the file type bits of {@code st_mode}. */
  int mode() {
    return mode;
  }

  Node.Kind kind() {
    return kind;
  }

  boolean device() {
    return this == BLOCK_DEVICE || this == CHARACTER_DEVICE;
  }
}
