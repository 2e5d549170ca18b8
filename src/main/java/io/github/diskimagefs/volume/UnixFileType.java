package io.github.diskimagefs.volume;

/** A file type of Unix, as {@code st_mode} has it in its upper four bits ({@code S_IFMT}). */
public enum UnixFileType {
  /** FIFO. */
  FIFO(0010000, Node.Kind.OTHER),
  /** Character device. */
  CHARACTER_DEVICE(0020000, Node.Kind.OTHER),
  /** Directory. */
  DIRECTORY(0040000, Node.Kind.DIRECTORY),
  /** Block device. */
  BLOCK_DEVICE(0060000, Node.Kind.OTHER),
  /** Regular file. */
  REGULAR(0100000, Node.Kind.FILE),
  /** Symbolic link. */
  SYMBOLIC_LINK(0120000, Node.Kind.SYMBOLIC_LINK),
  /** Socket. */
  SOCKET(0140000, Node.Kind.OTHER);

  private static final int MASK = 0170000;
  private static final int SHIFT = 12;
  private static final UnixFileType[] BY_BITS = new UnixFileType[(MASK >> SHIFT) + 1];

  static {
    for (UnixFileType type : values()) {
      BY_BITS[type.bits >> SHIFT] = type;
    }
  }

  private final int bits;
  private final Node.Kind kind;

  UnixFileType(int bits, Node.Kind kind) {
    this.bits = bits;
    this.kind = kind;
  }

  /** Returns the type of a mode; null if no type has its bits. */
  public static UnixFileType of(int mode) {
    return BY_BITS[(mode & MASK) >> SHIFT];
  }

  /** Returns the bits in {@code st_mode}. */
  public int bits() {
    return bits;
  }

  /** Returns how the provider shows the entry. */
  public Node.Kind kind() {
    return kind;
  }

  /** Returns whether entries of the type have a device number. */
  public boolean device() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
