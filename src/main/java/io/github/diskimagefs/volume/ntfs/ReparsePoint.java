package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a reparse point stands for ([MS-FSCC] 2.1.2).
 *
 * @param tag the kind
 * @param target of a symbolic link, with {@code /} between its components; null for other kinds
 * @param data the data after the header
 */
record ReparsePoint(int tag, String target, Struct data) {
  private static final int MOUNT_POINT = 0xA000_0003;
  private static final int SYMLINK = 0xA000_000C;
  private static final int LX_SYMLINK = 0xA000_001D;
  private static final int AF_UNIX = 0x8000_0023;
  private static final int LX_FIFO = 0x8000_0024;
  private static final int LX_CHR = 0x8000_0025;
  private static final int LX_BLK = 0x8000_0026;
  static final int WOF = 0x8000_0017;
  static final int DEDUPLICATED = 0x8000_0013;

  private static final int HEADER_LENGTH = 8;

  /** Paths of the object manager, which drives and volumes are links in. */
  private static final String OBJECT_PREFIX = "/??/";

  static ReparsePoint read(Struct value) throws IOException {
    int tag = value.s32(0);
    Struct data =
        value.slice("reparse point", HEADER_LENGTH, Math.min(value.u16(4), value.length() - 8));
    String target =
        switch (tag) {
          case MOUNT_POINT -> windows(data, 8);
          case SYMLINK -> windows(data, 12);
          case LX_SYMLINK -> data.text(4, data.length() - 4, StandardCharsets.UTF_8);
          default -> null;
        };
    return new ReparsePoint(tag, target, data);
  }

  /** The substitute name is the one that Windows follows. */
  private static String windows(Struct data, int pathOffset) throws IOException {
    int offset = data.u16(0);
    int length = data.u16(2);
    String name = data.text(pathOffset + offset, length, StandardCharsets.UTF_16LE);
    String path = name.replace('\\', '/');
    if (path.startsWith(OBJECT_PREFIX)) {
      path = path.substring(OBJECT_PREFIX.length());
      // A path on a drive, or a volume by its name: taken as one of this volume.
      int end = path.indexOf('/');
      boolean drive = path.length() >= 2 && path.charAt(1) == ':';
      boolean volume = path.startsWith("Volume{");
      if (drive || volume) {
        return end < 0 ? "/" : path.substring(end);
      }
      return "/" + path;
    }
    return path;
  }

  /** Returns whether the entry is a device node, FIFO or socket of Linux. */
  boolean special() {
    return tag == AF_UNIX || tag == LX_FIFO || tag == LX_CHR || tag == LX_BLK;
  }
}
