package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** The content of a symbolic link: path components, ECMA-167 4/14.16. */
final class SymbolicLink {
  private static final int MAX_TARGET_BYTES = 64 << 10;

  private SymbolicLink() {}

  /** Reads the target of a symbolic link from its content. */
  static String target(ByteSource content) throws IOException {
    if (content.size() > MAX_TARGET_BYTES) {
      throw new MalformedImageException(
          "Path Component",
          MalformedImageException.NO_OFFSET,
          "symbolic link of " + content.size() + " bytes");
    }
    Struct struct =
        Struct.read("Path Component", content, 0, (int) content.size(), ByteOrder.LITTLE_ENDIAN);
    StringBuilder target = new StringBuilder();
    boolean separated = true;
    int offset = 0;
    while (offset + 4 <= struct.length()) {
      int type = struct.u8(offset); // 4/14.16.1.1
      int length = struct.u8(offset + 1);
      switch (type) {
        case 1, 2 -> target.setLength(0); // a root: the path starts anew
        case 3 -> append(target, separated, "..");
        case 4 -> append(target, separated, ".");
        case 5 -> append(target, separated, Cs0.text(struct, offset + 4, length));
        default -> throw struct.malformed("component of type %d", type);
      }
      boolean root = type == 1 || type == 2;
      if (root) {
        target.append('/');
      }
      separated = root;
      offset += 4 + length;
    }
    return target.toString();
  }

  private static void append(StringBuilder target, boolean separated, String component) {
    if (!separated) {
      target.append('/');
    }
    target.append(component.replace('/', '_').replace('\0', '_'));
  }
}
