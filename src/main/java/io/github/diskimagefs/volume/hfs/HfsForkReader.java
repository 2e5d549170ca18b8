package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reader of forks: joins their extents, also those of the overflow file, to one source. */
final class HfsForkReader {
  static final int DATA = 0;
  static final int RESOURCE = 0xFF;

  private final ByteSource volume;
  private final MasterDirectoryBlock header;

  HfsForkReader(ByteSource volume, MasterDirectoryBlock header) {
    this.volume = volume;
    this.header = header;
  }

  /**
   * Opens a fork.
   *
   * @param file file number
   * @param kind {@link #DATA} or {@link #RESOURCE}
   * @param overflow the extents overflow file, or null for its own fork
   */
  ByteSource open(HfsFork fork, long file, int kind, BTreeFile overflow) throws IOException {
    if (fork.size() == 0) {
      return new ArraySource(new byte[0]);
    }
    long requested = (fork.size() - 1) / header.blockSize() + 1;
    if (requested > header.blocks()) {
      throw malformed(file, fork.size() + " bytes in a volume of " + header.blocks() + " blocks");
    }
    List<ByteSource> parts = new ArrayList<>();
    HfsFork extents = fork;
    long found = 0;
    while (extents != null && found < requested) {
      long before = found;
      found += add(parts, extents.first(), file);
      found += add(parts, extents.second(), file);
      found += add(parts, extents.third(), file);
      if (found == before) {
        break;
      }
      extents = found < requested && overflow != null ? next(overflow, file, kind, found) : null;
    }
    if (found < requested) {
      throw malformed(file, "extents for " + found + " of " + requested + " blocks");
    }
    return ConcatSource.of(parts).slice(0, fork.size());
  }

  private int add(List<ByteSource> parts, int extent, long file) throws MalformedImageException {
    int first = extent >>> 16;
    int count = extent & 0xFFFF;
    if (first + count > header.blocks()) {
      throw malformed(file, "extent of " + count + " blocks at block " + first);
    }
    if (count > 0) {
      long blockSize = header.blockSize();
      parts.add(volume.slice(header.firstBlock() + first * blockSize, count * blockSize));
    }
    return count;
  }

  private static HfsFork next(BTreeFile overflow, long file, int kind, long block)
      throws IOException {
    BTreeCursor record = overflow.find(key -> compare(file, kind, block, key));
    return record == null ? null : HfsFork.read(0, record.data().slice(0, HfsFork.EXTENTS_LENGTH));
  }

  private static int compare(long file, int kind, long block, Struct key)
      throws MalformedImageException {
    int order = Long.compare(file, key.u32(1)); //               xkrFNum
    if (order == 0) {
      order = Integer.compare(kind, key.u8(0)); //               xkrFkType
    }
    return order == 0 ? Long.compare(block, key.u16(5)) : order; // xkrFABN
  }

  private static MalformedImageException malformed(long file, String detail) {
    return new MalformedImageException(
        "fork of file " + file, MalformedImageException.NO_OFFSET, detail);
  }
}
