package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/** Object map: from virtual objects to blocks (Reference "Object Maps", omap_phys_t). */
final class ObjectMap {

  /**
   * The place of an object (omap_val_t).
   *
   * @param flags bits of ov_flags
   */
  record Mapping(long block, long flags) {
    private static final int DELETED = 0x1; //   OMAP_VAL_DELETED
    private static final int ENCRYPTED = 0x4; // OMAP_VAL_ENCRYPTED
    private static final int NO_HEADER = 0x8; // OMAP_VAL_NOHEADER

    boolean deleted() {
      return (flags & DELETED) != 0;
    }

    boolean encrypted() {
      return (flags & ENCRYPTED) != 0;
    }

    /** Returns whether the object is stored without its header, so that it has no checksum. */
    boolean headless() {
      return (flags & NO_HEADER) != 0;
    }
  }

  private static final int KEY = 16;
  private static final int VALUE = 16;

  private final ApfsTree tree;

  private ObjectMap(ApfsTree tree) {
    this.tree = tree;
  }

  /** Opens the object map at a block. */
  static ObjectMap open(ContainerBlocks blocks, long block) throws IOException {
    Struct map = blocks.object("object map", block, ObjectHeader.OMAP);
    return new ObjectMap(ApfsTree.physical("object map node", blocks, map.s64(48)));
  }

  ApfsTree tree() {
    return tree;
  }

  /**
   * Finds an object as it was after a transaction: its latest version that is not later.
   *
   * @return null if there is none
   */
  Mapping find(long oid, long xid) throws IOException {
    ApfsTreeCursor cursor =
        tree.floor((node, offset, length) -> compare(oid, xid, node, offset, length));
    if (cursor == null || cursor.key().s64(0) != oid) {
      return null;
    }
    Struct value = cursor.value();
    if (value.length() < VALUE) {
      throw value.malformed("object map value of %d bytes", value.length());
    }
    Mapping mapping = new Mapping(value.s64(8), value.u32(0)); // ov_paddr, ov_flags
    return mapping.deleted() ? null : mapping;
  }

  /** Finds an object that must be there. */
  Mapping require(String structure, long oid, long xid) throws IOException {
    Mapping mapping = find(oid, xid);
    if (mapping == null) {
      throw new MalformedImageException(
          structure,
          MalformedImageException.NO_OFFSET,
          "object " + oid + " of transaction " + xid + " is in no object map");
    }
    return mapping;
  }

  /** Compares with an omap_key_t. */
  private static int compare(long oid, long xid, Struct node, int offset, int length)
      throws MalformedImageException {
    if (length < KEY) {
      throw node.malformed("object map key of %d bytes", length);
    }
    int order = Long.compareUnsigned(oid, node.s64(offset)); // ok_oid
    return order != 0 ? order : Long.compareUnsigned(xid, node.s64(offset + 8)); // ok_xid
  }
}
