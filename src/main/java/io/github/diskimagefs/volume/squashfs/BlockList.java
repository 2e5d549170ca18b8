package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of the data blocks of a file, which follow its inode. The place of a block is the sum of
 * the sizes before it; the list is read in pages, as far as it is needed, and remembers where each
 * page starts. Safe for use by many threads at once.
 */
final class BlockList {
  /** Entries of a page: half a metadata block. */
  static final int PAGE = 1024;

  private final MetadataBlocks blocks;
  private final SquashfsSuperblock superblock;
  private final long count;
  private final boolean narrow;

  /** Place of a page in the list, and offset in the volume of its first block. */
  private record PageStart(MetadataPlace place, long offset) {}

  /** Consecutive entries. */
  private static final class Page {
    /** Index of the first one. */
    private final long first;

    /** Sizes as {@link StoredBlock#of} takes them. */
    private final int[] recorded;

    /** Offsets of the blocks in the volume. */
    private final long[] offsets;

    Page(long first, int[] recorded, long[] offsets) {
      this.first = first;
      this.recorded = recorded;
      this.offsets = offsets;
    }
  }

  /** Starts of the pages from the first one on. */
  private final List<PageStart> starts = new ArrayList<>(1);

  private volatile Page last;

  BlockList(MetadataBlocks blocks, SquashfsSuperblock superblock, SquashfsInode file) {
    this.blocks = blocks;
    this.superblock = superblock;
    this.narrow = superblock.major() == 1;
    long whole = file.size() / superblock.blockSize();
    boolean more = !file.hasFragment() && file.size() % superblock.blockSize() != 0;
    this.count = more ? whole + 1 : whole;
    starts.add(new PageStart(file.tail(), file.start()));
  }

  /** Returns the number of blocks. */
  long count() {
    return count;
  }

  /** Returns a block, which has up to {@code length} bytes when decoded. */
  StoredBlock block(long index, int length) throws IOException {
    Page page = last;
    if (page == null || index < page.first || index - page.first >= page.recorded.length) {
      page = page(index / PAGE);
      last = page;
    }
    int within = (int) (index - page.first);
    return StoredBlock.of(page.offsets[within], page.recorded[within], length);
  }

  private Page page(long number) throws IOException {
    int known;
    PageStart start;
    synchronized (starts) {
      known = (int) Math.min(number, starts.size() - 1);
      start = starts.get(known);
    }
    MetadataCursor cursor = new MetadataCursor(blocks, superblock.directoryTable());
    cursor.seek(start.place);
    long offset = start.offset;
    while (true) {
      Page page = read(cursor, (long) known * PAGE, offset);
      if (known == number) {
        return page;
      }
      int end = page.recorded.length - 1;
      offset = page.offsets[end] + StoredBlock.bytes(page.recorded[end]);
      known++;
      synchronized (starts) {
        if (starts.size() == known) {
          starts.add(new PageStart(cursor.place(), offset));
        }
      }
    }
  }

  private Page read(MetadataCursor cursor, long first, long start) throws IOException {
    int entries = (int) Math.min(PAGE, count - first);
    int width = narrow ? Short.BYTES : Integer.BYTES;
    Struct list = cursor.take("SquashFS block list", entries * width);
    int[] recorded = new int[entries];
    long[] offsets = new long[entries];
    long offset = start;
    for (int i = 0; i < entries; i++) {
      recorded[i] = narrow ? StoredBlock.recorded(list.u16(i * width)) : list.s32(i * width);
      offsets[i] = offset;
      offset += StoredBlock.bytes(recorded[i]);
      if (offset < 0) {
        throw list.malformed("block %d ends after 2^63", first + i);
      }
    }
    return new Page(first, recorded, offsets);
  }
}
