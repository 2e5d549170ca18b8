package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Header of an object (Reference "Objects", obj_phys_t).
 *
 * @param oid object identifier
 * @param xid transaction that wrote the object
 * @param type lower 16 bits of o_type
 * @param flags upper 16 bits of o_type, in place
 */
record ObjectHeader(long oid, long xid, int type, int flags, long subtype) {
  /** Bytes of the header. */
  static final int LENGTH = 32;

  static final int NX_SUPERBLOCK = 0x01;
  static final int BTREE = 0x02;
  static final int BTREE_NODE = 0x03;
  static final int SPACEMAN = 0x05;
  static final int OMAP = 0x0B;
  static final int CHECKPOINT_MAP = 0x0C;
  static final int FS = 0x0D;
  static final int INTEGRITY_META = 0x1E;

  private static final int TYPE_MASK = 0xFFFF;

  /** Reads the header. */
  static ObjectHeader read(Struct struct) throws MalformedImageException {
    int type = struct.s32(24); // o_type
    return new ObjectHeader(
        struct.s64(8), //  o_oid
        struct.s64(16), // o_xid
        type & TYPE_MASK,
        type & ~TYPE_MASK,
        struct.u32(28)); // o_subtype
  }
}
