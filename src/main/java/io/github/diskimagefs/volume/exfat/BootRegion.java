package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The main or the backup boot region: twelve sectors, the last of which repeats the checksum of the
 * others (exFAT 3).
 */
final class BootRegion {
  private static final int SECTORS = 12;
  private static final int[] SECTOR_SHIFTS = {9, 12, 11, 10};
  private static final int SHIFT_FIELD = 108;

  private BootRegion() {}

  /**
   * Returns the boot sector of the region whose checksum is valid: the main one, else the backup,
   * else the main one, because its fields may be valid all the same.
   *
   * @return null if neither is a boot sector of exFAT
   */
  static Struct find(ByteSource volume) throws IOException {
    Struct main = sector(volume, 0);
    if (main != null && valid(volume, 0, main)) {
      return main;
    }
    Struct backup = backup(volume);
    return backup == null ? main : backup;
  }

  /** Returns the boot sector at the start of the volume; null if it is not one of exFAT. */
  static Struct main(ByteSource volume) throws IOException {
    return sector(volume, 0);
  }

  /** Returns the boot sector of a valid backup region, or null. */
  static Struct backup(ByteSource volume) throws IOException {
    for (int shift : SECTOR_SHIFTS) {
      long position = (long) SECTORS << shift;
      Struct boot = sector(volume, position);
      if (boot != null && boot.u8(SHIFT_FIELD) == shift && valid(volume, position, boot)) {
        return boot;
      }
    }
    return null;
  }

  private static Struct sector(ByteSource volume, long position) throws IOException {
    Struct boot =
        Struct.readIfThere(
            "exFAT boot sector", volume, position, BootSector.LENGTH, ByteOrder.LITTLE_ENDIAN);
    return boot != null && BootSector.signed(boot) ? boot : null;
  }

  /**
   * Compares both regions with their checksums.
   *
   * @param shift sectors have 2 to the power of this bytes
   * @throws MalformedImageException if one does not have it
   */
  static void check(ByteSource volume, int shift) throws IOException {
    for (String name : new String[] {"main", "backup"}) {
      long position = name.equals("main") ? 0 : (long) SECTORS << shift;
      Struct region =
          Struct.read(
              "exFAT " + name + " boot region",
              volume,
              position,
              SECTORS << shift,
              ByteOrder.LITTLE_ENDIAN);
      int sum = sum(region, shift);
      int recorded = recorded(region, shift);
      if (sum != recorded) {
        throw region.mismatch(
            "checksum " + Integer.toHexString(recorded), Integer.toHexString(sum));
      }
    }
  }

  /** Returns whether the checksum of a region holds (3.4). */
  private static boolean valid(ByteSource volume, long position, Struct boot) throws IOException {
    int shift = boot.u8(SHIFT_FIELD);
    if (shift < SECTOR_SHIFTS[0] || shift > SECTOR_SHIFTS[1]) {
      return false;
    }
    int length = SECTORS << shift;
    if (!volume.holds(position, length)) {
      return false;
    }
    Struct region =
        Struct.read("exFAT boot region", volume, position, length, ByteOrder.LITTLE_ENDIAN);
    return recorded(region, shift) == sum(region, shift);
  }

  private static int recorded(Struct region, int shift) throws IOException {
    return region.s32(region.length() - (1 << shift));
  }

  private static int sum(Struct region, int shift) throws IOException {
    int covered = region.length() - (1 << shift);
    int sum = 0;
    for (int i = 0; i < covered; i++) {
      // VolumeFlags and PercentInUse change while the volume is in use.
      if (i != 106 && i != 107 && i != 112) {
        sum = Integer.rotateRight(sum, 1) + region.u8(i);
      }
    }
    return sum;
  }
}
