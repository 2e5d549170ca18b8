package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.BlockMappedSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes that the hunks of an image make: a disk, or frames of a CD. */
final class ChdDisk extends BlockMappedSource {
  /** Maximum number of copies of copies; MAME writes no copy of a copy. */
  private static final int MAX_COPIES = 64;

  private static final String HUNK = "CHD hunk";

  private final ByteSource file;
  private final ChdHeader header;
  private final HunkMap map;
  private final ChdDisk parent;
  private final boolean verify;

  /**
   * Creates a disk.
   *
   * @param parent null for none
   * @param verify whether hunks that are not compressed are compared with their checksums too
   */
  ChdDisk(
      ByteSource file,
      ChdHeader header,
      HunkMap map,
      ChdDisk parent,
      ChunkCache cache,
      boolean verify) {
    super(file, header.size(), header.hunkBytes(), parent, cache);
    this.file = file;
    this.header = header;
    this.map = map;
    this.parent = parent;
    this.verify = verify;
  }

  @Override
  protected long place(long position) throws IOException {
    long start = position - position % header.hunkBytes();
    HunkEntry entry = map.entry(original(position / header.hunkBytes()));
    return switch (entry.kind()) {
      case ZEROS -> ZEROS;
      case STORED -> verify ? ENCODED : requireOffset(entry) - start;
      // Bytes at another place of the parent are copied, as a map of places has none for them.
      case PARENT -> entry.offset() == start && parent != null ? PARENT : ENCODED;
      default -> ENCODED;
    };
  }

  @Override
  protected long original(long hunk) throws IOException {
    long index = hunk;
    for (int copies = 0; copies <= MAX_COPIES; copies++) {
      if (index < 0 || index >= header.hunks()) {
        throw malformed(hunk, "is a copy of hunk " + index + " of " + header.hunks());
      }
      HunkEntry entry = map.entry(index);
      if (entry.kind() != HunkEntry.Kind.SELF) {
        return index;
      }
      index = entry.offset();
    }
    throw malformed(hunk, "is a copy of a copy, more than " + MAX_COPIES + " times");
  }

  private long requireOffset(HunkEntry entry) throws MalformedImageException {
    if (entry.offset() < 0 || entry.offset() > file.size()) {
      throw new MalformedImageException(
          HUNK, entry.offset(), "the file ends at byte " + file.size());
    }
    return entry.offset();
  }

  /** Decodes a hunk and compares it with its checksum. */
  @Override
  protected byte[] decode(long index) throws IOException {
    HunkEntry entry = map.entry(index);
    byte[] hunk =
        switch (entry.kind()) {
          case COMPRESSED -> decompressed(index, entry);
          case STORED -> stored(entry);
          case PATTERN -> pattern(entry.offset());
          case PARENT -> copied(index, entry.offset());
          case ZEROS, SELF -> new byte[header.hunkBytes()];
        };
    if (entry.checksum() != HunkEntry.NO_CHECKSUM && map.checksum(hunk) != entry.checksum()) {
      throw new MalformedImageException(
          HUNK + " " + index,
          entry.offset(),
          String.format("CRC %X", entry.checksum()),
          String.format("CRC %X", map.checksum(hunk)));
    }
    return hunk;
  }

  private byte[] decompressed(long index, HunkEntry entry) throws IOException {
    if (entry.codec() == null || entry.length() > 2 * header.hunkBytes()) {
      throw malformed(
          index,
          entry.codec() == null
              ? "is compressed by a codec that the header does not name"
              : "has " + entry.length() + " bytes of compressed data");
    }
    StoredData data = new StoredData(HUNK, index, file, entry.offset(), entry.length());
    byte[] hunk = newBlock(header.hunkBytes());
    if (entry.codec() == ChdCodec.ZLIB) {
      Deflate.fill(hunk, data, false);
    } else {
      entry.codec().decode(data.read().bigEndian(), hunk);
    }
    return hunk;
  }

  private byte[] stored(HunkEntry entry) throws IOException {
    return file.readFully(requireOffset(entry), header.hunkBytes());
  }

  private byte[] pattern(long bytes) {
    byte[] hunk = new byte[header.hunkBytes()];
    for (int i = 0; i < hunk.length; i++) {
      hunk[i] = (byte) (bytes >>> (Long.SIZE - Byte.SIZE * (1 + i % Long.BYTES)));
    }
    return hunk;
  }

  private byte[] copied(long index, long position) throws IOException {
    if (parent == null) {
      throw malformed(index, "is a copy of the parent's, but the image has no parent");
    }
    byte[] hunk = new byte[header.hunkBytes()];
    int length = (int) Math.min(hunk.length, Math.max(0, parent.size() - position));
    if (length > 0) {
      parent.readFully(position, ByteBuffer.wrap(hunk, 0, length));
    }
    return hunk;
  }

  /** Returns a hunk, compared with its checksum even if it is not compressed. */
  byte[] checked(long index) throws IOException {
    long original = original(index);
    return map.entry(original).kind() == HunkEntry.Kind.STORED
        ? decode(original)
        : decoded(original);
  }

  private static MalformedImageException malformed(long hunk, String detail) {
    return new MalformedImageException(
        "CHD map", MalformedImageException.NO_OFFSET, "hunk " + hunk + " " + detail);
  }
}
