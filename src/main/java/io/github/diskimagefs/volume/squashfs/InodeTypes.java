package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.UnixFileType;

/** The field {@code inode_type}: file types by their numbers from 1; extended inodes count on. */
final class InodeTypes {
  private static final UnixFileType[] TYPES = {
    UnixFileType.DIRECTORY,
    UnixFileType.REGULAR,
    UnixFileType.SYMBOLIC_LINK,
    UnixFileType.BLOCK_DEVICE,
    UnixFileType.CHARACTER_DEVICE,
    UnixFileType.FIFO,
    UnixFileType.SOCKET
  };

  private InodeTypes() {}

  /** Returns the type of a number from 1 to 14; null for others. */
  static UnixFileType of(int number) {
    return number < 1 || number > 2 * TYPES.length ? null : TYPES[(number - 1) % TYPES.length];
  }

  /** Returns whether a number is that of an extended inode. */
  static boolean extended(int number) {
    return number > TYPES.length;
  }
}
