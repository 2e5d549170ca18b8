package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The boot catalog of El Torito 1.0, §2. */
final class BootCatalog {
  private static final int ENTRY = 32;
  private static final int MAX_CATALOG_BYTES = 16 << 10;
  private static final int VALIDATION = 0x01;
  private static final int HEADER = 0x90;
  private static final int LAST_HEADER = 0x91;
  private static final int EXTENSION = 0x44;

  private BootCatalog() {}

  /**
   * An initial or section entry, §2.2 and §2.4.
   *
   * @param platform 0 80x86, 1 PowerPC, 2 Mac, 0xEF EFI
   * @param bootable whether it is marked so
   * @param media 0 no emulation, 1 to 3 diskettes of 1.2, 1.44 and 2.88 MB, 4 hard disk
   * @param sectors 512-byte sectors that the firmware loads
   * @param block where the image begins
   */
  record Entry(int platform, boolean bootable, int media, int sectors, long block) {
    static Entry read(Struct in, int offset, int platform) throws IOException {
      return new Entry(
          platform,
          in.u8(offset) == 0x88,
          in.u8(offset + 1) & 0x0F,
          in.u16(offset + 6),
          in.u32(offset + 8));
    }

    String platformName() {
      return switch (platform) {
        case 0 -> "BIOS";
        case 1 -> "PowerPC";
        case 2 -> "Mac";
        case 0xEF -> "EFI";
        default -> String.format("platform-%02X", platform);
      };
    }

    String mediaName() {
      return switch (media) {
        case 0 -> "no emulation";
        case 1 -> "1.2 MB diskette";
        case 2 -> "1.44 MB diskette";
        case 3 -> "2.88 MB diskette";
        case 4 -> "hard disk";
        default -> "media type " + media;
      };
    }
  }

  /**
   * The entries of the catalog that a boot record leads to.
   *
   * @param boot the boot record volume descriptor
   */
  static List<Entry> read(ByteSource image, Struct boot) throws IOException {
    long position = boot.u32(71) * VolumeDescriptor.SECTOR; // BP 72 to 75, El Torito figure 7
    int length = (int) image.clip(position, MAX_CATALOG_BYTES);
    Struct in = Struct.read("Boot Catalog", image, position, length, ByteOrder.LITTLE_ENDIAN);
    if (in.u8(0) != VALIDATION || in.u16(30) != 0xAA55) {
      throw in.mismatch(
          "a validation entry that begins with 01 and ends with aa55",
          String.format("%02x and %04x", in.u8(0), in.u16(30)));
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.read(in, ENTRY, in.u8(1)));
    int platform = 0;
    int left = 0;
    boolean more = true;
    for (int offset = 2 * ENTRY; more && offset + ENTRY <= length; offset += ENTRY) {
      int id = in.u8(offset);
      if (left > 0) {
        if (id != EXTENSION) {
          entries.add(Entry.read(in, offset, platform));
          left--;
        }
      } else if (id == HEADER || id == LAST_HEADER) {
        platform = in.u8(offset + 1);
        left = in.u16(offset + 2);
      } else {
        more = id == EXTENSION;
      }
      more &= left > 0 || id != LAST_HEADER;
    }
    return entries;
  }
}
