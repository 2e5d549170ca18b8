package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a system file stands for, as Interix (Services for UNIX) and ntfs-3g write symbolic links
 * and device nodes: the content starts with a signature.
 *
 * @param target of a symbolic link; null for other kinds
 */
record InterixFile(String target) {
  private static final int SIGNATURE_LENGTH = 8;
  private static final String LINK = "IntxLNK\1";
  private static final String CHARACTER_DEVICE = "IntxCHR\0";
  private static final String BLOCK_DEVICE = "IntxBLK\0";

  /** A target has up to 4096 units or so. */
  private static final int MAX_LENGTH = 16 << 10;

  /** Reads a system file; returns null if it is a plain one. */
  static InterixFile read(FileRecord record) throws IOException {
    Attribute data = record.find(Attribute.DATA, "");
    if (data == null
        || data.size() < SIGNATURE_LENGTH
        || data.size() > MAX_LENGTH
        || data.encrypted()) {
      return null;
    }
    ByteSource content = record.open(Attribute.DATA, "", null);
    Struct start =
        Struct.read("Interix file", content, 0, SIGNATURE_LENGTH, ByteOrder.LITTLE_ENDIAN);
    if (start.has(0, CHARACTER_DEVICE) || start.has(0, BLOCK_DEVICE)) {
      return new InterixFile(null);
    }
    if (!start.has(0, LINK) || data.size() == SIGNATURE_LENGTH) {
      return null;
    }
    int length = (int) data.size() - SIGNATURE_LENGTH;
    return new InterixFile(
        Struct.read("Interix link", content, SIGNATURE_LENGTH, length, ByteOrder.LITTLE_ENDIAN)
            .text(0, length, StandardCharsets.UTF_16LE));
  }
}
