package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The names of the parent of a differencing disk ([MS-VHDX] 2.6.2.6).
 *
 * @param linkage the parent's data write identifier, in braces
 * @param linkage2 the same, as a parent that was opened since may have it; empty for none
 * @param relativePath path of Windows, relative to the folder of the image; empty for none
 */
record ParentLocator(String linkage, String linkage2, String relativePath) {
  private static final int ENTRY_LENGTH = 12;

  static ParentLocator read(Struct item) throws IOException {
    UUID type = Guids.read(item, 0);
    if (!type.equals(Guids.VHDX_LOCATOR)) {
      throw new UnsupportedImageException("VHDX parent locator " + type);
    }
    int count = item.u16(18);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Struct entry = item.slice(20 + i * ENTRY_LENGTH, ENTRY_LENGTH);
      String key = text(item, entry.u32(0), entry.u16(8));
      if (key.equals("parent_linkage")
          || key.equals("parent_linkage2")
          || key.equals("relative_path")) {
        values.put(key, text(item, entry.u32(4), entry.u16(10)));
      }
    }
    return new ParentLocator(
        values.getOrDefault("parent_linkage", ""),
        values.getOrDefault("parent_linkage2", ""),
        values.getOrDefault("relative_path", ""));
  }

  private static String text(Struct item, long offset, int length) throws IOException {
    if (offset > item.length()) {
      throw item.malformed("text at %d of %d bytes", offset, item.length());
    }
    return item.text((int) offset, length, StandardCharsets.UTF_16LE);
  }

  /** Returns whether a data write identifier is that of the parent. */
  boolean matches(UUID dataWriteId) {
    String text = "{" + dataWriteId + "}";
    return text.equalsIgnoreCase(linkage) || text.equalsIgnoreCase(linkage2);
  }
}
