package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.LinkedHashMap;
import java.util.Map;

/** A space of extended attributes, ECMA-167 4/14.10. */
final class ExtendedAttributesSpace {
  private static final int HEADER = 24;
  private static final int FILE_TIMES = 5;
  private static final int DEVICE_SPECIFICATION = 12;
  private static final int IMPLEMENTATION_USE = 2048;
  private static final int APPLICATION_USE = 65_536;

  private ExtendedAttributesSpace() {}

  private interface Visitor {
    void visit(long type, Struct attribute) throws MalformedImageException;
  }

  /** Time of creation of a file that has no field for it, 4/14.10.5; else none. */
  static long created(Struct space) throws MalformedImageException {
    long[] created = {Timestamp.NONE};
    visit(
        space,
        (type, struct) -> {
          // Bit 0 of the existence word: creation; the times follow in the order of the bits.
          if (type == FILE_TIMES && struct.length() >= 32 && (struct.u32(16) & 1) != 0) {
            created[0] = Timestamp.micros(struct, 20);
          }
        });
    return created[0];
  }

  /** Device numbers, 4/14.10.7, in Linux's 64-bit encoding; 0 where there are none. */
  static long device(Struct space) throws MalformedImageException {
    long[] device = {0};
    visit(
        space,
        (type, struct) -> {
          if (type == DEVICE_SPECIFICATION && struct.length() >= 24) {
            long major = struct.u32(16);
            long minor = struct.u32(20);
            device[0] =
                ((major & 0xFFFF_F000L) << 32)
                    | ((major & 0xFFF) << 8)
                    | ((minor & 0xFFFF_FF00L) << 12)
                    | (minor & 0xFF);
          }
        });
    return device[0];
  }

  /** Attributes of implementations and applications (4/14.10.8, .9) by name, the first counts. */
  static Map<String, Struct> named(Struct space) throws MalformedImageException {
    Map<String, Struct> named = new LinkedHashMap<>();
    visit(
        space,
        (type, struct) -> {
          if ((type == IMPLEMENTATION_USE || type == APPLICATION_USE) && struct.length() >= 48) {
            String name = EntityId.read(struct, 16).name();
            long length = Math.min(struct.u32(12), struct.length() - 48L);
            add(named, name, struct.slice(name, 48, (int) length));
          }
        });
    return named;
  }

  private static void add(Map<String, Struct> named, String name, Struct data)
      throws MalformedImageException {
    switch (name) {
      // UDF 3.3.4.5.1.1 and 3.3.4.6.1: room for attributes to come.
      case "*UDF FreeEASpace", "*UDF FreeAppEASpace", "" -> {}
      // UDF 3.3.4.5.4.2: a header checksum, the parent's number, then what the Finder keeps.
      case "*UDF Mac FinderInfo" -> {
        if (data.length() >= 40) {
          named.putIfAbsent("com.apple.FinderInfo", data.slice(8, 32));
        }
      }
      // UDF 1.02 3.3.4.5.4.4: a header checksum, then the fork.
      case "*UDF Mac ResourceFork" -> {
        if (data.length() >= 2) {
          named.putIfAbsent("com.apple.ResourceFork", data.from(2));
        }
      }
      default -> named.putIfAbsent(name, data);
    }
  }

  private static void visit(Struct space, Visitor visitor) throws MalformedImageException {
    if (space.length() < HEADER
        || space.u16(0) != Tag.ATTRIBUTE_HEADER
        || !Tag.checksumHolds(space)) {
      return;
    }
    int offset = HEADER;
    while (offset <= space.length() - 12) {
      long length = space.u32(offset + 8); // 4/14.10.2.4
      if (length < 12 || length > space.length() - offset) {
        return;
      }
      visitor.visit(space.u32(offset), space.slice(offset, (int) length));
      offset += (int) length;
    }
  }
}
