package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixInode;
import java.io.IOException;

/**
 * Header of a file ({@code struct romfs_inode}).
 *
 * @param position its byte position in the volume
 * @param next byte position of the header of the next file in the directory; 0 for the last
 * @param kind type of the file, 0 to 7
 * @param executable whether the file may be executed
 * @param info position of the linked header, of the first file of a directory, or device number
 * @param length bytes of the content
 * @param name as recorded
 */
record RomfsHeader(
    long position, long next, int kind, boolean executable, long info, long length, Struct name)
    implements UnixInode {
  /** Headers and names start at multiples of this. */
  static final int ALIGNMENT = 16;

  static final int LENGTH = 16;
  static final int HARD_LINK = 0;

  /** By their kinds. */
  private static final UnixFileType[] TYPES = {
    null,
    UnixFileType.DIRECTORY,
    UnixFileType.REGULAR,
    UnixFileType.SYMBOLIC_LINK,
    UnixFileType.BLOCK_DEVICE,
    UnixFileType.CHARACTER_DEVICE,
    UnixFileType.SOCKET,
    UnixFileType.FIFO
  };

  private static final String NAME = "file header";
  private static final int KIND_MASK = 7;
  private static final int EXECUTABLE = 8;
  private static final int MAX_NAME_BYTES = 255; // NAME_MAX of Linux

  /**
   * Reads the header at a position.
   *
   * @param verify whether to compare its checksum
   */
  static RomfsHeader read(MetadataPages pages, long position, boolean verify) throws IOException {
    Struct struct = pages.read(NAME, position, LENGTH);
    long word = struct.u32(0);
    Struct name = name(pages, position + LENGTH);
    if (verify) {
      int padded = (name.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
      int sum = RomfsSuperblock.sum(pages.read(NAME, position, LENGTH + padded));
      if (sum != 0) {
        throw struct.mismatch("checksum 0", Integer.toHexString(sum));
      }
    }
    return new RomfsHeader(
        position,
        word & -ALIGNMENT,
        (int) word & KIND_MASK,
        (word & EXECUTABLE) != 0,
        struct.u32(4),
        struct.u32(8),
        name);
  }

  /** Reads a name, which ends at a NUL. */
  static Struct name(MetadataPages pages, long position) throws IOException {
    int length = 0;
    while (length <= MAX_NAME_BYTES) {
      Struct part = pages.read("name", position + length, ALIGNMENT);
      for (int i = 0; i < ALIGNMENT; i++, length++) {
        if (part.u8(i) == 0) {
          return pages.read("name", position, length);
        }
      }
    }
    throw pages.read(NAME, position, 0).malformed("a name of more than %d bytes", MAX_NAME_BYTES);
  }

  boolean hardLink() {
    return kind == HARD_LINK;
  }

  /** Returns the byte position of the content, after the name. */
  long contentStart() {
    return position + LENGTH + (long) (name.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public UnixFileType type() {
    return TYPES[kind];
  }

  /** Returns the mode that Linux gives to a file of the kind. */
  @Override
  public int mode() {
    int permissions =
        switch (type()) {
          case SYMBOLIC_LINK -> 0777;
          case BLOCK_DEVICE, CHARACTER_DEVICE -> 0600;
          default -> 0644;
        };
    return type().bits() | permissions | (executable && permissions == 0644 ? 0111 : 0);
  }

  @Override
  public long size() {
    boolean content = type() == UnixFileType.REGULAR || type() == UnixFileType.SYMBOLIC_LINK;
    return content ? length : 0;
  }

  @Override
  public long links() {
    return 1;
  }

  @Override
  public long uid() {
    return 0;
  }

  @Override
  public long gid() {
    return 0;
  }

  /** Returns the device number: 16 bits major, 16 bits minor on disk. */
  @Override
  public long device() {
    if (!type().device()) {
      return 0;
    }
    long major = info >>> 16;
    long minor = info & 0xFFFF;
    long high = ((major & ~0xFFFL) << 32) | ((minor & ~0xFFL) << 12);
    return high | ((major & 0xFFF) << 8) | (minor & 0xFF);
  }
}
