package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the boot sector says of a volume, by the names of its fields. */
final class FatProperties {
  private static final int EXTENDED_BOOT_SIGNATURE = 0x29;

  private FatProperties() {}

  static Map<String, String> of(Struct boot, BiosParameterBlock block, FatTable table)
      throws MalformedImageException {
    Map<String, String> properties = new LinkedHashMap<>();
    int extension = block.extension();
    if (extension != BiosParameterBlock.NO_EXTENSION) {
      properties.put("BS_OEMName", text(boot, 3, 8));
    }
    if (extension != BiosParameterBlock.NO_EXTENSION
        && boot.u8(extension + 2) == EXTENDED_BOOT_SIGNATURE) {
      long id = boot.u32(extension + 3);
      properties.put("BS_VolID", String.format("%04X-%04X", id >> 16, id & 0xFFFF));
      properties.put("BS_VolLab", text(boot, extension + 7, 11));
    }
    properties.put("BPB_BytsPerSec", Integer.toString(block.sectorSize()));
    properties.put("BPB_SecPerClus", Integer.toString(block.clusterSectors()));
    properties.put("BPB_NumFATs", Integer.toString(block.fats()));
    properties.put("clusters", Long.toString(block.clusters()));
    String unmounted = unmounted(block.type(), table);
    if (unmounted != null) {
      properties.put("unmounted", unmounted);
    }
    return properties;
  }

  /** Returns the flag of entry 1 that systems clear while they write; null if there is none. */
  private static String unmounted(FatType type, FatTable table) {
    if (type == FatType.FAT12) {
      return null;
    }
    try {
      return (table.entry(1) & (type.mask() + 1L) / 2) != 0 ? "yes" : "no";
    } catch (IOException e) {
      return null; // following a chain reports the error
    }
  }

  private static String text(Struct boot, int offset, int length) throws MalformedImageException {
    StringBuilder text = new StringBuilder();
    for (char c : boot.text(offset, length, StandardCharsets.ISO_8859_1).toCharArray()) {
      text.append(c >= ' ' && c < 0x7F ? c : '.');
    }
    return text.toString().strip();
  }
}
