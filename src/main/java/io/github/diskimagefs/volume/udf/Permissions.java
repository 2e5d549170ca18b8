package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.volume.UnixFileType;

/** From UDF's permissions (ECMA-167 4/14.9.5) and flags (4/14.6.8) to {@code st_mode}. */
final class Permissions {
  /** The identifier of no user or group, UDF 2.3.6.2. */
  private static final long UNSPECIFIED = 0xFFFF_FFFFL;

  private Permissions() {}

  /**
   * Each class of users has five bits: execute, write, read, change attributes, delete; the last
   * two have no counterpart.
   */
  static int mode(FileEntry entry) {
    int permissions = entry.permissions();
    int mode = (permissions & 7) | ((permissions >> 2) & 070) | ((permissions >> 4) & 0700);
    // Bits 6 to 8 of the flags: set user, set group, sticky.
    mode |= (entry.flags() & 0x40) != 0 ? 04000 : 0;
    mode |= (entry.flags() & 0x80) != 0 ? 02000 : 0;
    mode |= (entry.flags() & 0x100) != 0 ? 01000 : 0;
    return mode | type(entry).bits();
  }

  /** Returns the type of a file entry (ECMA-167 4/14.6.6). */
  static UnixFileType type(FileEntry entry) {
    return switch (entry.type()) {
      case FileEntry.DIRECTORY, FileEntry.STREAM_DIRECTORY -> UnixFileType.DIRECTORY;
      case FileEntry.BLOCK_DEVICE -> UnixFileType.BLOCK_DEVICE;
      case FileEntry.CHARACTER_DEVICE -> UnixFileType.CHARACTER_DEVICE;
      case FileEntry.FIFO -> UnixFileType.FIFO;
      case FileEntry.SOCKET -> UnixFileType.SOCKET;
      case FileEntry.SYMBOLIC_LINK -> UnixFileType.SYMBOLIC_LINK;
      // Real-time files (249) and whatever else has content.
      default -> UnixFileType.REGULAR;
    };
  }

  /** Returns the owner, root where the disc names none. */
  static long owner(long identifier) {
    return identifier == UNSPECIFIED ? 0 : identifier;
  }
}
