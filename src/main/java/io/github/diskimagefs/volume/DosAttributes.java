package io.github.diskimagefs.volume;

/** Bits of the file attributes of DOS, which FAT, exFAT and NTFS record alike. */
public final class DosAttributes {
  /** Attribute {@code ATTR_HIDDEN}. */
  public static final int HIDDEN = 0x02;

  /** Attribute {@code ATTR_SYSTEM}. */
  public static final int SYSTEM = 0x04;

  /** Attribute {@code ATTR_VOLUME_ID}. */
  public static final int VOLUME_ID = 0x08;

  /** Attribute {@code ATTR_DIRECTORY}. */
  public static final int DIRECTORY = 0x10;

  private static final int READ_ONLY = 0x01;
  private static final int ARCHIVE = 0x20;

  private DosAttributes() {}

  /**
   * Returns the attributes of an entry.
   *
   * @param bits as recorded
   * @param hidden whether the entry is shown as hidden
   */
  public static Node.Dos of(int bits, boolean hidden) {
    return new Node.Dos(
        (bits & READ_ONLY) != 0, hidden, (bits & SYSTEM) != 0, (bits & ARCHIVE) != 0);
  }
}
