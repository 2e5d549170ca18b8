package io.github.diskimagefs.volume.iso9660;

import java.util.LinkedHashMap;
import java.util.Map;

/** ACLs in the binary form of AAIP 2.0, as the long text form of POSIX.1e. */
final class AccessControlList {
  private static final int USER_OBJ = 1;
  private static final int GROUP_OBJ = 3;
  private static final int MASK = 5;
  private static final int OTHER = 6;
  private static final int SWITCH = 8;
  private static final int USER = 10;
  private static final int GROUP = 12;

  private AccessControlList() {}

  /** Reads the access and the default ACL, if recorded, by the attribute names of Linux. */
  static Map<String, String> read(byte[] entries) {
    Map<String, String> lists = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    String name = "system.posix_acl_access";
    int offset = 0;
    while (offset < entries.length) {
      int flags = entries[offset++] & 0xFF;
      long qualifier = 0;
      if ((flags & 8) != 0) {
        boolean more = true;
        while (more && offset < entries.length) {
          int head = entries[offset++] & 0xFF;
          more = head >= 128;
          for (int i = 0; i < (head & 127) && offset < entries.length; i++) {
            qualifier = (qualifier << 8) | (entries[offset++] & 0xFF);
          }
        }
      }
      switch (flags >> 4) {
        case USER_OBJ -> entry(text, "user", "", flags);
        case GROUP_OBJ -> entry(text, "group", "", flags);
        case MASK -> entry(text, "mask", "", flags);
        case OTHER -> entry(text, "other", "", flags);
        case USER -> entry(text, "user", Long.toString(qualifier), flags);
        case GROUP -> entry(text, "group", Long.toString(qualifier), flags);
        case SWITCH -> {
          put(lists, name, text);
          name = "system.posix_acl_default";
        }
        default -> {
          // TRANSLATE maps names of users to numbers; other tags are not defined.
        }
      }
    }
    put(lists, name, text);
    return lists;
  }

  private static void put(Map<String, String> lists, String name, StringBuilder text) {
    if (text.length() > 0) {
      lists.put(name, text.toString());
      text.setLength(0);
    }
  }

  private static void entry(StringBuilder text, String tag, String qualifier, int flags) {
    text.append(tag).append(':').append(qualifier).append(':');
    text.append((flags & 4) != 0 ? 'r' : '-');
    text.append((flags & 2) != 0 ? 'w' : '-');
    text.append((flags & 1) != 0 ? 'x' : '-').append('\n');
  }
}
