package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * First parts of names of extended attributes: the short ones of Linux, and the volume's own list
 * of long ones ({@code struct erofs_xattr_long_prefix}), which is read when it is first needed.
 */
final class NamePrefixes {
  private static final String NAME = "extended attribute prefix";
  private static final int MAX_LENGTH = 256;

  private final ErofsSuperblock superblock;
  private final ErofsContent contents;
  private final ByteSource volume;
  private volatile String[] known;

  NamePrefixes(ErofsSuperblock superblock, ErofsContent contents, ByteSource volume) {
    this.superblock = superblock;
    this.contents = contents;
    this.volume = volume;
  }

  /** Returns the prefix of a name index; null if such attributes are not shown. */
  static String ofIndex(int index) {
    return switch (index) {
      case 1 -> "user.";
      case 2 -> "system.posix_acl_access";
      case 3 -> "system.posix_acl_default";
      case 4 -> "trusted.";
      case 5 -> "lustre.";
      case 6 -> "security.";
      default -> null;
    };
  }

  /** Returns a long prefix; null if there is none, or such attributes are not shown. */
  String get(int number) throws IOException {
    String[] prefixes = known;
    if (prefixes == null) {
      prefixes = read();
      known = prefixes;
    }
    return number < prefixes.length ? prefixes[number] : null;
  }

  private String[] read() throws IOException {
    ByteSource source = superblock.packedPrefixes() ? contents.packed() : volume;
    String[] prefixes = new String[superblock.prefixes()];
    long position = superblock.prefixStart();
    for (int i = 0; i < prefixes.length; i++) {
      position = (position + 3) & ~3L;
      int length = Struct.read(NAME, source, position, 2, ByteOrder.LITTLE_ENDIAN).u16(0);
      if (length == 0 || length > MAX_LENGTH) {
        throw new MalformedImageException(NAME, position, length + " bytes");
      }
      Struct prefix = Struct.read(NAME, source, position + 2, length, ByteOrder.LITTLE_ENDIAN);
      String base = ofIndex(prefix.u8(0)); // base_index
      prefixes[i] = base == null ? null : base + prefix.text(1, length - 1, StandardCharsets.UTF_8);
      position += 2 + length;
    }
    return prefixes;
  }
}
