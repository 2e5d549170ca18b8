package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * POSIX access control list. On disk entries without an identifier take 4 bytes ({@code struct
 * ext4_acl_entry}); callers of Linux see version 2, in which each takes 8 ({@code struct
 * posix_acl_xattr_entry}), and so does this package.
 */
final class PosixAcl {
  static final String ACCESS = "system.posix_acl_access";
  static final String DEFAULT = "system.posix_acl_default";

  private static final int DISK_VERSION = 1;
  private static final int XATTR_VERSION = 2;
  private static final int USER = 2;
  private static final int GROUP = 8;
  private static final int SHORT_ENTRY = 4;
  private static final int ENTRY = 8;

  private PosixAcl() {}

  /** Returns a list as Linux shows it. */
  static Struct read(Struct list) throws MalformedImageException {
    if (list.u32(0) != DISK_VERSION) {
      throw list.mismatch("a_version 1", list.u32(0));
    }
    ByteBuffer entries =
        ByteBuffer.allocate(list.length() * 2).order(ByteOrder.LITTLE_ENDIAN).putInt(XATTR_VERSION);
    for (int offset = 4; offset < list.length(); ) {
      int tag = list.u16(offset); // e_tag
      boolean named = tag == USER || tag == GROUP;
      entries.putShort((short) tag).putShort((short) list.u16(offset + 2)); // e_perm
      entries.putInt(named ? list.s32(offset + 4) : -1); // e_id
      offset += named ? ENTRY : SHORT_ENTRY;
    }
    byte[] bytes = new byte[entries.position()];
    entries.flip().get(bytes);
    return Struct.of(list.name(), bytes, list.imageOffset(), ByteOrder.LITTLE_ENDIAN);
  }
}
