package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.volume.Node;

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
    return mode | type(entry);
  }

  private static int type(FileEntry entry) {
    return switch (entry.type()) {
      case FileEntry.DIRECTORY, FileEntry.STREAM_DIRECTORY -> 0040000;
      case FileEntry.BLOCK_DEVICE -> 0060000;
      case FileEntry.CHARACTER_DEVICE -> 0020000;
      case FileEntry.FIFO -> 0010000;
      case FileEntry.SOCKET -> 0140000;
      case FileEntry.SYMBOLIC_LINK -> 0120000;
      default -> 0100000;
    };
  }

  static Node.Kind kind(FileEntry entry) {
    return switch (entry.type()) {
      case FileEntry.DIRECTORY, FileEntry.STREAM_DIRECTORY -> Node.Kind.DIRECTORY;
      case FileEntry.BLOCK_DEVICE, FileEntry.CHARACTER_DEVICE, FileEntry.FIFO, FileEntry.SOCKET ->
          Node.Kind.OTHER;
      case FileEntry.SYMBOLIC_LINK -> Node.Kind.SYMBOLIC_LINK;
      // Real-time files (249) and whatever else has content.
      default -> Node.Kind.FILE;
    };
  }

  /** Returns the owner, root where the disc names none. */
  static long owner(long identifier) {
    return identifier == UNSPECIFIED ? 0 : identifier;
  }
}
