package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;

/**
 * Finder information of a file or folder: 32 bytes, big-endian, as macOS shows them in the extended
 * attribute {@value #ATTRIBUTE} (TN1150 "Finder Info").
 *
 * <pre>
 *  0  file type (folders: window rectangle)
 *  4  file creator
 *  8  Finder flags
 * 10  location in the window
 * 14  reserved
 * 16  extended information, 16 bytes
 * </pre>
 */
public final class FinderInfo {
  /** Name of the extended attribute. */
  public static final String ATTRIBUTE = "com.apple.FinderInfo";

  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final int INVISIBLE = 0x4000; // kIsInvisible

  private final byte[] bytes;

  private FinderInfo(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps the information of an entry.
   *
   * @param bytes {@value #LENGTH} bytes, which the caller does not change afterwards
   */
  public static FinderInfo of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("Finder information of " + bytes.length + " bytes");
    }
    return new FinderInfo(bytes);
  }

  /** Returns the file type, a four-character code. */
  public int type() {
    return s32(0);
  }

  /** Returns the file creator, a four-character code. */
  public int creator() {
    return s32(4);
  }

  /** Returns whether the Finder hides the entry. */
  public boolean invisible() {
    return (s32(8) >>> 16 & INVISIBLE) != 0;
  }

  /** Returns the value of the extended attribute. */
  public ByteSource source() {
    return new ArraySource(bytes);
  }

  private int s32(int offset) {
    return (bytes[offset] & 0xFF) << 24
        | (bytes[offset + 1] & 0xFF) << 16
        | (bytes[offset + 2] & 0xFF) << 8
        | (bytes[offset + 3] & 0xFF);
  }
}
