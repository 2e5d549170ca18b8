package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.PackedBlocks;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.sector.SectorLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The sectors of a disc, in blocks of 16. */
final class PbpBlocks extends PackedBlocks {
  static final int SECTORS = 16;
  static final int BLOCK_BYTES = SECTORS * SectorLayout.RAW;

  /** Offset of the index in the disc, and of the first bytes after it. */
  static final int INDEX = 0x4000;

  static final int INDEX_END = 0x10_0000;

  /** An entry: offset, length, mark, 16 bytes of SHA-1, unused. */
  static final int ENTRY_LENGTH = 32;

  private static final int HASH_LENGTH = 16;
  private static final String TABLE = "PBP block table";
  private static final String HASH = "blocks";

  private final ByteSource file;
  private final PageCache index;
  private final long start;
  private final long data;
  private final long count;

  /**
   * Creates the sectors.
   *
   * @param start offset of the disc in the file
   * @param data offset of the first block in the file
   */
  PbpBlocks(ByteSource file, long start, long data, long count, ChunkCache cache) {
    super(file, count * BLOCK_BYTES, BLOCK_BYTES, cache);
    this.file = file;
    this.index = new PageCache(file, ByteOrder.LITTLE_ENDIAN);
    this.start = start;
    this.data = data;
    this.count = count;
  }

  /**
   * Returns the number of blocks: entries up to the first that is empty, found by bisection.
   *
   * @param max entries that the table has room for
   */
  static long count(ByteSource file, long start, long max) throws IOException {
    PageCache index = new PageCache(file, ByteOrder.LITTLE_ENDIAN);
    long low = 0;
    long high = Math.min(max, Math.max(0, file.size() - start - INDEX) / ENTRY_LENGTH);
    while (low < high) {
      long middle = (low + high) / 2;
      if (index.u16(TABLE, start + INDEX + middle * ENTRY_LENGTH + 4) == 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private long entry(long block) {
    return start + INDEX + block * ENTRY_LENGTH;
  }

  private long offset(long block) throws IOException {
    return data + index.u32(TABLE, entry(block));
  }

  private int length(long block) throws IOException {
    return index.u16(TABLE, entry(block) + 4);
  }

  @Override
  protected long block(long block) throws IOException {
    if (length(block) != BLOCK_BYTES) {
      return ENCODED;
    }
    long offset = offset(block);
    if (offset > file.size() - BLOCK_BYTES) {
      throw new MalformedImageException(
          TABLE,
          entry(block),
          String.format("block %d at %d, the file has %d bytes", block, offset, file.size()));
    }
    return offset;
  }

  @Override
  protected BlockDecoder decoder() {
    return deflate(false, this::data);
  }

  private StoredData data(long block) throws IOException {
    return new StoredData("PBP block", block, file, offset(block), length(block));
  }

  /** Compares each block with the first bytes of its SHA-1, where the writer recorded them. */
  void verify(VerifyReport report) {
    report.start(HASH, count * BLOCK_BYTES);
    long hashes = 0;
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] bytes = new byte[BLOCK_BYTES];
      for (long block = 0; block < count; block++) {
        Struct entry =
            Struct.read(TABLE, file, entry(block), ENTRY_LENGTH, ByteOrder.LITTLE_ENDIAN);
        readFully(block * BLOCK_BYTES, ByteBuffer.wrap(bytes));
        report.read(BLOCK_BYTES);
        if (entry.zero(8, HASH_LENGTH)) {
          continue;
        }
        hashes++;
        byte[] found = Arrays.copyOf(sha1.digest(bytes), HASH_LENGTH);
        if (!Arrays.equals(found, entry.bytes(8, HASH_LENGTH))) {
          report.checked(HASH, false, "the SHA-1 of block " + block + " is another");
          return;
        }
      }
      if (hashes > 0) {
        report.checked(HASH, true, hashes + " of " + count + " have the SHA-1 recorded");
      }
    } catch (NoSuchAlgorithmException e) {
      report.unchecked(HASH, "this Java runtime has no SHA-1");
    } catch (IOException e) {
      report.checked(HASH, false, e.getMessage());
    }
  }
}
