package io.github.diskimagefs.cli;

/** The two parts of a device number in the 64-bit encoding of Linux (gnu_dev_major). */
final class DeviceNumber {
  private DeviceNumber() {}

  /** Returns the major number: bits 8 to 19, and from 44 on. */
  static int major(long device) {
    return (int) ((device >>> 8 & 0xFFF) | (device >>> 32 & 0x7FFFF000));
  }

  /** Returns the minor number: bits 0 to 7, and 20 to 43. */
  static int minor(long device) {
    return (int) ((device & 0xFF) | (device >>> 12 & 0x7FFFFF00));
  }
}
