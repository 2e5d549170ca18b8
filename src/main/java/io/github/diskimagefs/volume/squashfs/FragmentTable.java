package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Fragment entries: an index of metadata blocks, which have an entry for each fragment block. Safe
 * for use by many threads at once.
 */
record FragmentTable(SquashfsSuperblock superblock, MetadataBlocks blocks, PageCache index) {
  private static final String NAME = "SquashFS fragment table";

  static FragmentTable of(ByteSource image, SquashfsSuperblock superblock, MetadataBlocks blocks) {
    return new FragmentTable(superblock, blocks, new PageCache(image, superblock.order(), 8));
  }

  /** Returns the fragment block of an index. */
  StoredBlock block(long fragment) throws IOException {
    if (fragment >= superblock.fragments() || superblock.fragmentTable() < 0) {
      throw new MalformedImageException(
          NAME,
          superblock.fragmentTable(),
          "fragment " + fragment + " of " + superblock.fragments());
    }
    boolean wide = superblock.major() > 2;
    int entryBytes = wide ? 16 : 8;
    long entries = MetadataBlocks.BLOCK_BYTES / entryBytes;
    long place = superblock.fragmentTable() + fragment / entries * (wide ? 8 : 4);
    Struct block = blocks.read(wide ? index.s64(NAME, place) : index.u32(NAME, place));
    Struct entry = block.slice(NAME, (int) (fragment % entries) * entryBytes, entryBytes);
    long start = wide ? entry.s64(0) : entry.u32(0); // start_block
    int size = entry.s32(wide ? 8 : 4); // size
    StoredBlock stored = StoredBlock.of(start, size, superblock.blockSize());
    if (stored.size() < 1 || stored.size() > superblock.blockSize()) {
      throw entry.malformed("fragment block of %d bytes", stored.size() & 0xFFFF_FFFFL);
    }
    return stored;
  }
}
