package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.PackedBlocks;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Header of a file (ISZ File Format Specification 1.00; the fields from offset 48 on are known from
 * libmirage, filter-isz).
 *
 * @param keyLength bytes of the key; 0 if the image is not encrypted
 * @param size bytes of the disc
 * @param segmentSize bytes of each segment file but the last; 0 if there is one file
 * @param chunks their number
 * @param chunkSize bytes of a chunk when decoded
 * @param pointerLength bytes of an entry of the chunk table
 * @param chunkTable its offset; 0 if all chunks are stored
 * @param segmentTable its offset; 0 if there is none
 * @param data offset of the first chunk
 * @param sums checksums of the disc and of the stored data; null if they are not recorded
 */
record IszHeader(
    int keyLength,
    long size,
    long segmentSize,
    long chunks,
    int chunkSize,
    int pointerLength,
    long chunkTable,
    long segmentTable,
    long data,
    Sums sums) {
  static final String SIGNATURE = "IsZ!";

  /** Length without checksums. */
  private static final int LENGTH = 48;

  private static final int LONG_LENGTH = 64;
  private static final int SECTOR_BYTES = 2048;

  /** Kinds of protection: the key lengths of AES are 16, 24 and 32 bytes. */
  private static final int PASSWORD = 1;

  private static final int AES_256 = 4;

  /** An entry has two bits of type, and up to 30 of length. */
  private static final int MAX_POINTER_LENGTH = 4;

  /**
   * Checksums as recorded: each CRC-32 with its bits inverted.
   *
   * @param disc of all bytes of the disc
   * @param stored of all chunks as stored
   */
  record Sums(long disc, long stored) {}

  static IszHeader read(ByteSource file) throws IOException {
    Struct in = Struct.read("ISZ header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    if (in.u8(5) > 1) { //                 version
      throw new UnsupportedImageException("ISZ version " + in.u8(5));
    }
    if (in.u8(34) != 0) { //               segment number
      throw in.malformed("segment %d of a split image; open its first file", in.u8(34) + 1);
    }
    int sectorSize = in.u16(10); //        sect_size
    long size = in.u32(12) * sectorSize; // total_sectors
    long chunkSize = in.u32(29); //        block_size
    if (sectorSize == 0 || sectorSize % SECTOR_BYTES != 0) {
      checkRaw(in, sectorSize);
    }
    if (chunkSize < 1 || chunkSize > PackedBlocks.MAX_BLOCK_BYTES) {
      throw in.mismatch("chunks of 1 to " + PackedBlocks.MAX_BLOCK_BYTES + " bytes", chunkSize);
    }
    IszHeader header =
        new IszHeader(
            keyLength(in.u8(16)), //       has_password
            size,
            in.u64(17), //                 segment_size
            in.u32(25), //                 nblocks
            (int) chunkSize,
            in.u8(33), //                  ptr_len
            in.u32(35), //                 ptr_offs
            in.u32(39), //                 seg_offs
            in.u32(43), //                 data_offs
            sums(file, in.u8(4))); //      header_size
    header.check(in, file);
    return header;
  }

  /** Returns the sizes of raw sectors too, which UltraISO does not write. */
  private static void checkRaw(Struct in, int sectorSize) throws MalformedImageException {
    if (sectorSize != 2352 && sectorSize != 2336 && sectorSize != 2448) {
      throw in.mismatch("sectors of 2048 bytes", sectorSize);
    }
  }

  private static int keyLength(int protection) throws UnsupportedImageException {
    if (protection == PASSWORD || protection > AES_256) {
      throw new UnsupportedImageException("ISZ with a password of kind " + protection);
    }
    return protection == 0 ? 0 : 8 * protection;
  }

  private static Sums sums(ByteSource file, int length) throws IOException {
    if (length < LONG_LENGTH) {
      return null;
    }
    Struct in = Struct.read("ISZ header", file, 0, LONG_LENGTH, ByteOrder.LITTLE_ENDIAN);
    return new Sums(~in.s32(48) & 0xFFFF_FFFFL, ~in.s32(60) & 0xFFFF_FFFFL);
  }

  private void check(Struct in, ByteSource file) throws MalformedImageException {
    if (chunks < PackedBlocks.count(size, chunkSize)) {
      throw in.malformed("%d chunks of %d bytes for %d bytes", chunks, chunkSize, size);
    }
    if (chunkTable == 0) {
      return;
    }
    if (pointerLength < 1 || pointerLength > MAX_POINTER_LENGTH) {
      throw in.mismatch("entries of 1 to 4 bytes in the chunk table", pointerLength);
    }
    if (chunkTable > file.size() || chunks > (file.size() - chunkTable) / pointerLength) {
      throw in.malformed(
          "a table of %d chunks at %d, but the file has %d bytes", chunks, chunkTable, file.size());
    }
  }
}
