package io.github.diskimagefs.volume;

import java.nio.file.attribute.FileTime;

/** The attributes of an entry of a file system of Unix, as its inode records them. */
public interface UnixInode extends FileTimes {
  /** File type and permission bits. */
  int mode();

  /** Length of the content in bytes. */
  long size();

  /** Number of links; 1 where none is recorded. */
  long links();

  /** Owner. */
  long uid();

  /** Group. */
  long gid();

  /** Device number in Linux's encoding; 0 of other entries. */
  default long device() {
    return 0;
  }

  /** Time of the last modification; the epoch where none is recorded. */
  @Override
  default FileTime modified() {
    return UNKNOWN_TIME;
  }

  /** Returns the type of the entry; null if no such type exists. */
  default UnixFileType type() {
    return UnixFileType.of(mode());
  }

  /** Returns whether this is a directory. */
  default boolean directory() {
    return type() == UnixFileType.DIRECTORY;
  }
}
