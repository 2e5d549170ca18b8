package io.github.diskimagefs.volume.apple;

/** Device numbers of macOS: the major number in the upper 8 of 32 bits, the minor in 24. */
public final class BsdDevice {
  private BsdDevice() {}

  /**
   * Converts a device number to the encoding of Linux.
   *
   * @param device 32 bits, unsigned
   */
  public static long linux(long device) {
    long major = device >> 24;
    long minor = device & 0xFF_FFFF;
    return (minor & 0xFF) | major << 8 | (minor & ~0xFFL) << 12;
  }
}
