package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The key of an index entry of a directory: the attribute {@code $FILE_NAME}.
 *
 * @param name as recorded
 * @param namespace 0 POSIX, 1 Win32, 2 DOS, 3 Win32 and DOS
 */
record FileName(String name, int namespace) {
  private static final int NAME_OFFSET = 66;

  /** The short name of a file that has a long one too. */
  private static final int DOS = 2;

  static FileName read(Struct key) throws IOException {
    int length = key.u8(64);
    return new FileName(key.text(NAME_OFFSET, 2 * length, StandardCharsets.UTF_16LE), key.u8(65));
  }

  boolean dosOnly() {
    return namespace == DOS;
  }
}
