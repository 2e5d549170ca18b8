package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The map of an image of version 5 whose hunks are not compressed: for each its place in the file,
 * counted in hunks, or 0.
 */
final class StoredMap implements HunkMap {
  private final ChdHeader header;
  private final PageCache entries;

  StoredMap(ByteSource file, ChdHeader header) throws MalformedImageException {
    header.requireMap(file, Integer.BYTES);
    this.header = header;
    this.entries = new PageCache(file, ByteOrder.BIG_ENDIAN);
  }

  @Override
  public HunkEntry entry(long hunk) throws IOException {
    long place = entries.u32("CHD map", header.mapOffset() + hunk * Integer.BYTES);
    if (place != 0) {
      return HunkEntry.of(HunkEntry.Kind.STORED, place * header.hunkBytes());
    }
    return header.parent() == null
        ? HunkEntry.of(HunkEntry.Kind.ZEROS, 0)
        : HunkEntry.of(HunkEntry.Kind.PARENT, hunk * header.hunkBytes());
  }

  @Override
  public long checksum(byte[] hunk) {
    return HunkEntry.NO_CHECKSUM;
  }
}
