package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** The map of an image before version 5: entries of 16 bytes, before version 3 of 8. */
final class OldMap implements HunkMap {
  private static final String MAP = "CHD map";

  /** Set in the flags of an entry without a checksum. */
  private static final int NO_CRC = 0x10;

  private static final int TYPE_MASK = 0x0F;

  /** Bits of an offset before version 3; the length is above them. */
  private static final int SHORT_OFFSET_BITS = 44;

  private final ChdHeader header;
  private final PageCache entries;
  private final boolean wide;

  OldMap(ByteSource file, ChdHeader header) throws MalformedImageException {
    this.wide = header.version() >= 3;
    header.requireMap(file, wide ? 2 * Long.BYTES : Long.BYTES);
    this.header = header;
    this.entries = new PageCache(file, ByteOrder.BIG_ENDIAN);
  }

  @Override
  public HunkEntry entry(long hunk) throws IOException {
    if (!wide) {
      return shortEntry(hunk);
    }
    long at = header.mapOffset() + hunk * 2 * Long.BYTES;
    long offset = entries.s64(MAP, at);
    long rest = entries.s64(MAP, at + Long.BYTES);
    int flags = (int) rest & 0xFF;
    int length = (int) (rest >>> 16 & 0xFFFF | (rest >>> 8 & 0xFF) << 16);
    long crc = (flags & NO_CRC) != 0 ? HunkEntry.NO_CHECKSUM : rest >>> Integer.SIZE;
    return switch (flags & TYPE_MASK) {
      case 1 -> new HunkEntry(HunkEntry.Kind.COMPRESSED, header.codec(0), offset, length, crc);
      case 2 -> new HunkEntry(HunkEntry.Kind.STORED, null, offset, 0, crc);
      case 3 -> new HunkEntry(HunkEntry.Kind.PATTERN, null, offset, 0, crc);
      case 4 -> HunkEntry.of(HunkEntry.Kind.SELF, offset);
      case 5 -> HunkEntry.of(HunkEntry.Kind.PARENT, inParent(at, offset));
      case 6 -> throw new UnsupportedImageException("CHD version 4 with a second compression");
      default ->
          throw new MalformedImageException(
              MAP, at, "the hunk " + hunk + " is of type " + (flags & TYPE_MASK));
    };
  }

  private long inParent(long at, long hunk) throws MalformedImageException {
    if (hunk < 0 || hunk > Long.MAX_VALUE / header.hunkBytes()) {
      throw new MalformedImageException(MAP, at, "a copy of hunk " + hunk + " of the parent");
    }
    return hunk * header.hunkBytes();
  }

  private HunkEntry shortEntry(long hunk) throws IOException {
    long at = header.mapOffset() + hunk * Long.BYTES;
    long entry = entries.s64(MAP, at);
    long offset = entry & ((1L << SHORT_OFFSET_BITS) - 1);
    int length = (int) (entry >>> SHORT_OFFSET_BITS);
    if (length == header.hunkBytes()) {
      return HunkEntry.of(HunkEntry.Kind.STORED, offset);
    }
    return new HunkEntry(
        HunkEntry.Kind.COMPRESSED, header.codec(0), offset, length, HunkEntry.NO_CHECKSUM);
  }

  @Override
  public long checksum(byte[] hunk) {
    CRC32 crc = new CRC32();
    crc.update(hunk);
    return crc.getValue();
  }
}
