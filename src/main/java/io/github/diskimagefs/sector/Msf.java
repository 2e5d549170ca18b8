package io.github.diskimagefs.sector;

/** Addresses on a disc: 75 sectors a second, logical block 0 at 00:02:00 (IEC 60908). */
public final class Msf {
  /** Sectors a second. */
  public static final int FRAMES = 75;

  /** The address of logical block 0. */
  public static final int OFFSET = 2 * FRAMES;

  private Msf() {}

  /** Sectors of a length of time; {@code -1} if seconds or frames are out of range. */
  public static long sectors(long minutes, long seconds, long frames) {
    if (minutes < 0 || minutes > 999 || seconds < 0 || seconds > 59) {
      return -1;
    }
    return frames < 0 || frames >= FRAMES ? -1 : (minutes * 60 + seconds) * FRAMES + frames;
  }

  /** Sectors of {@code mm:ss:ff}; {@code -1} if it is none. */
  public static long parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      return -1;
    }
    long[] numbers = new long[3];
    for (int i = 0; i < 3; i++) {
      if (!parts[i].matches("\\d{1,4}")) {
        return -1;
      }
      numbers[i] = Long.parseLong(parts[i]);
    }
    return sectors(numbers[0], numbers[1], numbers[2]);
  }

  /** Number of sectors as {@code mm:ss:ff}. */
  public static String text(long sectors) {
    return String.format(
        "%02d:%02d:%02d",
        sectors / FRAMES / 60, sectors / FRAMES % 60, Math.floorMod(sectors, FRAMES));
  }

  /** The address of a logical block as {@code mm:ss:ff}. */
  public static String address(long block) {
    return text(block + OFFSET);
  }

  /** Two decimal digits in one byte; {@code -1} if it holds none. */
  public static int bcd(int value) {
    return (value & 15) > 9 || value >> 4 > 9 ? -1 : (value >> 4) * 10 + (value & 15);
  }

  /** Sectors of three bytes of decimal digits; {@code -1} if they hold none. */
  static long bcd(byte[] sector, int offset, int scramble) {
    return sectors(
        bcd((sector[offset] ^ scramble >> 16) & 0xFF),
        bcd((sector[offset + 1] ^ scramble >> 8) & 0xFF),
        bcd((sector[offset + 2] ^ scramble) & 0xFF));
  }

  /** One byte of two decimal digits. */
  static byte toBcd(long value) {
    return (byte) (((value / 10 % 10) << 4) | (value % 10));
  }
}
