package io.github.diskimagefs.volume.squashfs;

/**
 * Data or fragment block as it is stored.
 *
 * @param offset in the volume
 * @param size bytes that are stored; 0 for a block of zeros
 * @param compressed whether they have to be decoded
 * @param length bytes that the block may have when decoded
 */
record StoredBlock(long offset, int size, boolean compressed, int length) {
  private static final int STORED = 1 << 24;

  /**
   * Returns a block of a recorded size.
   *
   * @param recorded the size, whose bit 24 marks blocks that are not compressed
   */
  static StoredBlock of(long offset, int recorded, int length) {
    return new StoredBlock(offset, recorded & ~STORED, (recorded & STORED) == 0, length);
  }

  /** Returns a recorded size as {@link #of} takes it, of the 16 bits that version 1 has. */
  static int recorded(int short16) {
    int size = short16 & 0x7FFF;
    return (size == 0 ? 0x8000 : size) | ((short16 & 0x8000) != 0 ? STORED : 0);
  }

  /** Returns whether the block is all zeros and takes no space. */
  boolean hole() {
    return size == 0;
  }

  /** Returns the number of bytes that a recorded size stands for. */
  static long bytes(int recorded) {
    return recorded & 0xFFFF_FFFFL & ~STORED;
  }
}
