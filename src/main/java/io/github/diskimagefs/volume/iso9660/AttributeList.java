package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes that AAIP 2.0 keeps in AL entries: pairs of name and value, each in component
 * records of flags, length and bytes.
 */
final class AttributeList {
  private static final String[] NAMESPACES = {
    "", "", "system.", "user.", "isofs.", "trusted.", "security."
  };

  private AttributeList() {}

  /**
   * The attributes by name: {@code user.} taken off, ACLs as text under the names that Linux has
   * for them, what the writer noted for itself ({@code isofs.}) left out.
   *
   * @param components the component areas of a record's AL entries, joined
   */
  static Map<String, ByteSource> read(byte[] components) {
    Map<String, ByteSource> attributes = new LinkedHashMap<>();
    ByteArrayOutputStream component = new ByteArrayOutputStream();
    byte[] name = null;
    for (int offset = 0; offset + 2 <= components.length; ) {
      int length = Math.min(components[offset + 1] & 0xFF, components.length - offset - 2);
      component.write(components, offset + 2, length);
      boolean continued = (components[offset] & 1) != 0;
      offset += 2 + length;
      if (continued) {
        continue;
      }
      if (name == null) {
        name = component.toByteArray();
      } else {
        add(attributes, name, component.toByteArray());
        name = null;
      }
      component.reset();
    }
    return attributes;
  }

  private static void add(Map<String, ByteSource> attributes, byte[] name, byte[] value) {
    if (name.length == 0) {
      AccessControlList.read(value).forEach((k, text) -> attributes.putIfAbsent(k, bytes(text)));
      return;
    }
    String full = name(name);
    if (!full.startsWith("isofs.")) {
      String shown = full.startsWith("user.") ? full.substring(5) : full;
      attributes.putIfAbsent(shown, new ArraySource(value));
    }
  }

  /** The name with its namespace written out. */
  private static String name(byte[] name) {
    int first = name[0] & 0xFF;
    int skip = first > 0 && first < 0x20 ? 1 : 0;
    String space = skip > 0 && first < NAMESPACES.length ? NAMESPACES[first] : "";
    return space + new String(name, skip, name.length - skip, StandardCharsets.UTF_8);
  }

  private static ByteSource bytes(String text) {
    return new ArraySource(text.getBytes(StandardCharsets.UTF_8));
  }
}
