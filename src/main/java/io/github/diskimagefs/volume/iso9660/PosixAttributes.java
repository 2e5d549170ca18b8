package io.github.diskimagefs.volume.iso9660;

/**
 * POSIX file attributes of the entries PX and PN. Most entries of a volume have the same ones, so
 * their nodes share one object.
 *
 * @param recorded whether there is an entry PX; without one the mode is left to the kind of entry
 * @param mode {@code st_mode}
 * @param links number of links, at least 1
 * @param uid user id
 * @param gid group id
 * @param device device number in Linux's 64-bit encoding, 0 if there is no entry PN
 */
record PosixAttributes(boolean recorded, int mode, int links, int uid, int gid, long device) {
  private static final int TYPE_MASK = 0xF000;
  private static final int DIRECTORY = 0x4000;

  /** The file type bits of the mode. */
  int type() {
    return mode & TYPE_MASK;
  }

  /** Returns whether the mode is that of a directory. */
  boolean directory() {
    return type() == DIRECTORY;
  }
}
