package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Container superblock (Reference "Container", nx_superblock_t).
 *
 * @param xid transaction of this copy
 * @param blockCount number of blocks, which may be more than the image has
 * @param descriptorBase first block of the checkpoint descriptor area, or the tree that lists it
 * @param descriptorBlocks blocks of that area; the highest bit says that a tree lists them
 * @param descriptorIndex index in that area of the first checkpoint-mapping block
 * @param descriptorLength blocks of this checkpoint in that area
 * @param volumes object identifiers of the volume superblocks
 */
record NxSuperblock(
    long xid,
    int blockSize,
    long blockCount,
    long incompatibleFeatures,
    UUID uuid,
    long descriptorBase,
    long descriptorBlocks,
    long descriptorIndex,
    long descriptorLength,
    long spacemanOid,
    long omapOid,
    List<Long> volumes,
    long flags,
    long keybagBlock,
    long keybagBlocks) {

  /** Bytes of the structure that are read. */
  static final int LENGTH = 1408;

  static final int MIN_BLOCK_SIZE = 4096; //  NX_MINIMUM_BLOCK_SIZE
  static final int MAX_BLOCK_SIZE = 65536; // NX_MAXIMUM_BLOCK_SIZE

  /** Bit of {@link #descriptorBlocks}: the area is listed by a tree. */
  static final long LISTED_BY_TREE = 0x8000_0000L;

  private static final String MAGIC = "NXSB";
  private static final int MAX_VOLUMES = 100; //   NX_MAX_FILE_SYSTEMS
  private static final long VERSION1 = 0x1; //     NX_INCOMPAT_VERSION1
  private static final long VERSION2 = 0x2; //     NX_INCOMPAT_VERSION2
  private static final long FUSION = 0x100; //     NX_INCOMPAT_FUSION
  private static final long CRYPTO_SW = 0x4; //    NX_CRYPTO_SW

  /** Returns whether a block has the magic number of a container superblock. */
  static boolean signed(Struct block) {
    return block.has(32, MAGIC);
  }

  /** Reads the superblock. */
  static NxSuperblock read(Struct block) throws MalformedImageException {
    if (!signed(block)) {
      throw block.malformed("no magic number " + MAGIC);
    }
    long blockSize = block.u32(36);
    if (blockSize < MIN_BLOCK_SIZE || blockSize > MAX_BLOCK_SIZE || Long.bitCount(blockSize) != 1) {
      throw block.malformed("blocks of %d bytes", blockSize);
    }
    List<Long> volumes = new ArrayList<>();
    // All entries: nx_max_file_systems limits only the volumes that a writer may add.
    for (int i = 0; i < MAX_VOLUMES; i++) {
      long oid = block.s64(184 + 8 * i); // nx_fs_oid
      if (oid != 0) {
        volumes.add(oid);
      }
    }
    return new NxSuperblock(
        block.s64(16), //  o_xid
        (int) blockSize,
        block.u64(40), //  nx_block_count
        block.s64(64), //  nx_incompatible_features
        ApfsUuid.read(block, 72), // nx_uuid
        block.s64(112), // nx_xp_desc_base
        block.u32(104), // nx_xp_desc_blocks
        block.u32(136), // nx_xp_desc_index
        block.u32(140), // nx_xp_desc_len
        block.s64(152), // nx_spaceman_oid
        block.s64(160), // nx_omap_oid
        List.copyOf(volumes),
        block.s64(1264), //  nx_flags
        block.s64(1296), //  nx_keylocker: pr_start_paddr
        block.s64(1304)); // nx_keylocker: pr_block_count
  }

  /** Throws if the container has features that no reader of this version knows. */
  void requireSupported() throws UnsupportedImageException {
    if ((incompatibleFeatures & FUSION) != 0) {
      throw new UnsupportedImageException("APFS Fusion drive (a container on two devices)");
    }
    if ((incompatibleFeatures & VERSION1) != 0) {
      throw new UnsupportedImageException("APFS version 1 (preview of macOS 10.12)");
    }
    long unknown = incompatibleFeatures & ~VERSION2;
    if (unknown != 0) {
      throw new UnsupportedImageException(
          "APFS incompatible container features 0x" + Long.toHexString(unknown));
    }
  }

  /** Returns whether volumes are encrypted by software, not by the computer's hardware. */
  boolean softwareEncryption() {
    return (flags & CRYPTO_SW) != 0;
  }
}
