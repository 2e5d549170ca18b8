package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Resource fork of a Macintosh file (Inside Macintosh: More Macintosh Toolbox, "Resource File
 * Format"): data, each after its length, and a map of their types and identifiers.
 */
public final class ResourceFork {
  private ResourceFork() {}

  /**
   * A resource.
   *
   * @param name its name, may be empty
   * @param content without the length
   */
  public record Resource(String name, Struct content) {}

  /**
   * Returns the resources of a type, in the order of the map.
   *
   * @param fork the whole fork, big-endian
   * @param type four characters
   */
  public static List<Resource> resources(Struct fork, String type) throws MalformedImageException {
    Struct data = fork.slice("resource data", word(fork, 0), word(fork, 8));
    Struct map = fork.slice("resource map", word(fork, 4), word(fork, 12));
    Struct types = map.from(map.u16(24));
    int names = map.u16(26);
    List<Resource> resources = new ArrayList<>();
    long total = 0;
    int typeCount = (types.u16(0) + 1) & 0xFFFF;
    for (int i = 0; i < typeCount; i++) {
      Struct entry = types.slice("resource type", 2 + 8 * i, 8);
      if (entry.has(0, type)) {
        Struct references = types.from(entry.u16(6));
        int count = entry.u16(4) + 1;
        for (int k = 0; k < count; k++) {
          Struct reference = references.slice("resource reference", 12 * k, 12);
          int offset = reference.u8(5) << 16 | reference.u16(6);
          Struct content =
              data.slice("resource " + type, Math.addExact(offset, 4), word(data, offset));
          total += 4 + content.length();
          if (total > fork.length()) {
            throw fork.malformed("resources overlap");
          }
          resources.add(new Resource(name(map, names, reference.u16(2)), content));
        }
      }
    }
    return resources;
  }

  private static String name(Struct map, int names, int offset) throws MalformedImageException {
    if (offset == 0xFFFF) {
      return "";
    }
    int length = map.u8(names + offset);
    return map.text(names + offset + 1, length, StandardCharsets.ISO_8859_1);
  }

  private static int word(Struct struct, int offset) throws MalformedImageException {
    long value = struct.u32(offset);
    if (value > Integer.MAX_VALUE) {
      throw struct.malformed("offset or length of %d bytes", value);
    }
    return (int) value;
  }
}
