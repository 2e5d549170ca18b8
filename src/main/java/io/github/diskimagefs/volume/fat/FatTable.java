package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ClusterHeap;
import io.github.diskimagefs.volume.ClusterTable;
import io.github.diskimagefs.volume.ClusterTablePages;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * File allocation table of a volume, with its copies (FAT specification 4). An entry that cannot be
 * part of a chain is looked up in the next copy. Pages are kept in the image's cache.
 */
final class FatTable implements ClusterTable {
  /** Holds whole entries of 12, 16 and 32 bits. */
  private static final int PAGE_BYTES = 3 << 14;

  private final FatType type;
  private final ClusterHeap heap;
  private final Copy[] copies;

  /** Creates the table of a volume. */
  FatTable(ByteSource volume, BiosParameterBlock block, ClusterHeap heap, ChunkCache cache) {
    this.type = block.type();
    this.heap = heap;
    int count = block.mirrored() ? block.fats() : 1;
    this.copies = new Copy[count];
    for (int i = 0; i < count; i++) {
      long offset = block.fatOffset(block.activeFat() + i);
      copies[i] =
          new Copy(
              type,
              offset,
              new ClusterTablePages(volume, offset, block.fatSize(), PAGE_BYTES, cache));
    }
  }

  @Override
  public long next(long cluster) throws IOException {
    IOException error = null;
    for (Copy copy : copies) {
      try {
        long value = copy.entry(cluster);
        if (heap.has(value)) {
          return value;
        }
        if (type.end(value)) {
          return END;
        }
        error = error == null ? copy.error(cluster, value) : error;
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        error = error == null ? e : error;
      }
    }
    throw error;
  }

  /**
   * Returns an entry as it is in the first copy.
   *
   * @param index 0 or 1, which are no clusters, or the number of a cluster
   */
  long entry(long index) throws IOException {
    return copies[0].entry(index);
  }

  /** One copy of the table. */
  private record Copy(FatType type, long offset, ClusterTablePages pages) {
    long entry(long index) throws IOException {
      long bit = index * type.bits();
      long number = bit / 8 / PAGE_BYTES;
      Struct struct = pages.page(number);
      int at = (int) (bit / 8 - number * PAGE_BYTES);
      return switch (type) {
        case FAT12 -> index % 2 == 0 ? struct.u16(at) & type.mask() : struct.u16(at) >> 4;
        case FAT16 -> struct.u16(at);
        case FAT32 -> struct.u32(at) & type.mask();
      };
    }

    MalformedImageException error(long cluster, long value) {
      String found = type.bad(value) ? "marked as bad" : value == 0 ? "free" : "cluster " + value;
      long position = offset + cluster * type.bits() / 8;
      return new MalformedImageException(
          ClusterTablePages.NAME,
          position,
          "a cluster or the chain's end after cluster " + cluster,
          found);
    }
  }
}
