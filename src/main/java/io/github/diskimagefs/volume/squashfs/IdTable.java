package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Identifiers of owners and groups, which inodes name by their index: one table of metadata blocks
 * from version 4 on, two plain ones before. Safe for use by many threads at once.
 */
final class IdTable {
  private static final String NAME = "SquashFS id table";
  private static final int BLOCK_IDS = MetadataBlocks.BLOCK_BYTES / Integer.BYTES;

  /** The group's index of inodes whose group has the number of their owner. */
  private static final int OWNER_GROUP = 255;

  private final ByteSource image;
  private final MetadataBlocks blocks;
  private final SquashfsSuperblock superblock;

  /** The identifiers of each metadata block, once it was read. */
  private final AtomicReferenceArray<Struct> owners;

  private final Struct groups;

  private IdTable(
      ByteSource image,
      MetadataBlocks blocks,
      SquashfsSuperblock superblock,
      AtomicReferenceArray<Struct> owners,
      Struct groups) {
    this.image = image;
    this.blocks = blocks;
    this.superblock = superblock;
    this.owners = owners;
    this.groups = groups;
  }

  static IdTable open(ByteSource image, MetadataBlocks blocks, SquashfsSuperblock superblock)
      throws IOException {
    if (superblock.major() < 4) {
      AtomicReferenceArray<Struct> owners = new AtomicReferenceArray<>(1);
      owners.set(0, plain(image, superblock, superblock.idTable(), superblock.ids()));
      Struct groups = plain(image, superblock, superblock.groupTable(), superblock.groups());
      return new IdTable(image, blocks, superblock, owners, groups);
    }
    int count = (superblock.ids() + BLOCK_IDS - 1) / BLOCK_IDS;
    return new IdTable(image, blocks, superblock, new AtomicReferenceArray<>(count), null);
  }

  private static Struct plain(
      ByteSource image, SquashfsSuperblock superblock, long offset, int count) throws IOException {
    return Struct.read(
        NAME, image, count == 0 ? 0 : offset, count * Integer.BYTES, superblock.order());
  }

  /** Returns the identifier of an index. */
  long owner(int index) throws IOException {
    if (index >= superblock.ids()) {
      throw new MalformedImageException(
          NAME, superblock.idTable(), "index " + index + " of " + superblock.ids());
    }
    int block = index / BLOCK_IDS;
    Struct ids = owners.get(block);
    if (ids == null) {
      long entry = superblock.idTable() + (long) block * Long.BYTES;
      Struct place = Struct.read(NAME, image, entry, Long.BYTES, superblock.order());
      ids = blocks.read(place.u64(0));
      owners.set(block, ids);
    }
    return ids.u32(index % BLOCK_IDS * Integer.BYTES);
  }

  /** Returns the identifier of a group's index up to version 3. */
  long group(int index, long owner) throws IOException {
    return index == OWNER_GROUP ? owner : groups.u32(index * Integer.BYTES);
  }
}
