package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.UUID;

/**
 * Volume superblock (Reference "Volumes", apfs_superblock_t).
 *
 * @param xid transaction of this copy
 * @param lastModified nanoseconds since 1970
 * @param formattedBy name of the program that made the volume
 * @param referenceTreeOid block of the tree of extents and their owners, 0 if there is none
 * @param group identifies the volumes of one installation of macOS; all zero if there is none
 * @param integrityOid object of the seal's metadata, 0 if the volume is not sealed
 * @param extentTreeOid block of the tree of extents of a sealed volume, 0 if it has none
 */
record VolumeSuperblock(
    long xid,
    long features,
    long incompatibleFeatures,
    long omapOid,
    long rootTreeOid,
    long referenceTreeOid,
    long snapshotTreeOid,
    long files,
    long directories,
    long symbolicLinks,
    long otherObjects,
    long snapshots,
    UUID uuid,
    long lastModified,
    long flags,
    String formattedBy,
    String name,
    VolumeRole role,
    UUID group,
    long integrityOid,
    long extentTreeOid) {
  private static final String MAGIC = "APSB";
  private static final int NAME = 256; // APFS_VOLNAME_LEN

  private static final long UNENCRYPTED = 0x1; // APFS_FS_UNENCRYPTED
  private static final long ONE_KEY = 0x8; //     APFS_FS_ONEKEY

  private static final long CASE_INSENSITIVE = 0x1; //          APFS_INCOMPAT_CASE_INSENSITIVE
  private static final long NORMALIZATION_INSENSITIVE = 0x8; // APFS_INCOMPAT_NORMALIZATION_…
  private static final long SEALED = 0x20; //                   APFS_INCOMPAT_SEALED_VOLUME

  /**
   * Up to APFS_INCOMPAT_SEALED_VOLUME, and three later ones that do not change the structures read.
   */
  private static final long KNOWN = 0x1FF;

  /** Reads the superblock. */
  static VolumeSuperblock read(Struct block) throws MalformedImageException {
    if (!block.has(32, MAGIC)) { // apfs_magic
      throw block.malformed("no magic number " + MAGIC);
    }
    return new VolumeSuperblock(
        block.s64(16), //  o_xid
        block.s64(40), //  apfs_features
        block.s64(56), //  apfs_incompatible_features
        block.s64(128), // apfs_omap_oid
        block.s64(136), // apfs_root_tree_oid
        block.s64(144), // apfs_extentref_tree_oid
        block.s64(152), // apfs_snap_meta_tree_oid
        block.s64(184), // apfs_num_files
        block.s64(192), // apfs_num_directories
        block.s64(200), // apfs_num_symlinks
        block.s64(208), // apfs_num_other_fsobjects
        block.s64(216), // apfs_num_snapshots
        ApfsUuid.read(block, 240), // apfs_vol_uuid
        block.s64(256), // apfs_last_mod_time
        block.s64(264), // apfs_fs_flags
        text(block, 272, 32), // apfs_formatted_by
        text(block, 704, NAME), // apfs_volname
        VolumeRole.of(block.u16(964)), // apfs_role
        ApfsUuid.read(block, 1008), // apfs_volume_group_id
        block.s64(1024), // apfs_integrity_meta_oid
        block.s64(1032)); // apfs_fext_tree_oid
  }

  private static String text(Struct block, int offset, int length) throws MalformedImageException {
    String text = block.text(offset, length, UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Throws if the volume has features that no reader of this version knows. */
  void requireSupported() throws UnsupportedImageException {
    long unknown = incompatibleFeatures & ~KNOWN;
    if (unknown != 0) {
      throw new UnsupportedImageException(
          "APFS incompatible volume features 0x" + Long.toHexString(unknown));
    }
  }

  /** Returns the name as shown. */
  String label() {
    return name.strip();
  }

  /** Returns whether the volume belongs to a group. */
  boolean grouped() {
    return group.getMostSignificantBits() != 0 || group.getLeastSignificantBits() != 0;
  }

  boolean encrypted() {
    return (flags & UNENCRYPTED) == 0;
  }

  /** Returns whether one key encrypts the volume, not a key for each file. */
  boolean oneKey() {
    return (flags & ONE_KEY) != 0;
  }

  boolean caseSensitive() {
    return (incompatibleFeatures & CASE_INSENSITIVE) == 0;
  }

  /** Returns whether keys of directory records have a hash of the name. */
  boolean hashedNames() {
    return (incompatibleFeatures & (CASE_INSENSITIVE | NORMALIZATION_INSENSITIVE)) != 0;
  }

  boolean sealed() {
    return (incompatibleFeatures & SEALED) != 0;
  }
}
