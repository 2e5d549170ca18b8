package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Fast commits that replace those in the journal of {@link ExtImages#fastCommits}: 31 blocks of
 * 1024 bytes.
 */
public final class FastCommitImage {
  private static final int BLOCK = 1024;
  private static final int INODE = 128 + 32;
  private static final int TAIL = 8;
  private static final int HEAD = 9;

  private final byte[] image = ExtImages.fastCommits();
  private final ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  private final int start;
  private final int length;
  private final int sequence;
  private int at;

  /** Starts with a head. */
  public FastCommitImage() {
    int first = 0;
    while (bytes.getInt(first) != (8 << 16 | HEAD)) {
      first += BLOCK;
    }
    start = first;
    length = 31 * BLOCK;
    sequence = bytes.getInt(start + 8);
    record(HEAD, 8);
    bytes.putInt(0).putInt(sequence);
  }

  /** Returns an image with an area of any bytes, in whose heads and tails the fields are right. */
  public static byte[] of(byte[] area) {
    FastCommitImage made = new FastCommitImage();
    Arrays.fill(made.image, made.start, made.start + made.length, (byte) 0);
    System.arraycopy(area, 0, made.image, made.start, Math.min(area.length, made.length));
    made.seal();
    return made.image;
  }

  /** Returns where the area starts in the image. */
  public int start() {
    return start;
  }

  /** Returns the bytes of the area that are in use; those of Linux if no records were added. */
  public byte[] area() {
    int end = start + length;
    if (at == 12) {
      return Arrays.copyOfRange(ExtImages.fastCommits(), start, end);
    }
    return Arrays.copyOfRange(image, start, start + (at + BLOCK - 1) / BLOCK * BLOCK);
  }

  /** Returns the image. */
  public byte[] build() {
    seal();
    return image;
  }

  /** Returns the image without making the checksums right. */
  public byte[] unsealed() {
    return image;
  }

  /**
   * Adds the head of a record and moves to its value; pads the block if the record does not fit.
   */
  private void record(int tag, int size) {
    int left = BLOCK - at % BLOCK;
    if (size + 8 >= left) {
      head(7, left - 4);
      at += left;
    }
    head(tag, size);
    bytes.position(start + at + 4);
    at += 4 + size;
  }

  private void head(int tag, int size) {
    bytes.putShort(start + at, (short) tag).putShort(start + at + 2, (short) size);
  }

  /** Adds a record of any tag. */
  public FastCommitImage raw(int tag, byte[] value) {
    record(tag, value.length);
    bytes.put(value);
    return this;
  }

  /** Adds the record of an inode: its 160 bytes in the image, changed. */
  public FastCommitImage inode(int number, Consumer<ByteBuffer> change) {
    record(6, 4 + INODE);
    ByteBuffer group = ByteBuffer.wrap(image, 2 * BLOCK, BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    int table = group.getInt(2 * BLOCK + 8) * BLOCK; // bg_inode_table_lo
    byte[] inode = Arrays.copyOfRange(image, table + (number - 1) * 256, table + number * 256);
    change.accept(ByteBuffer.wrap(inode).order(ByteOrder.LITTLE_ENDIAN));
    bytes.putInt(number).put(inode, 0, INODE);
    return this;
  }

  /** Adds an extent ({@code ee_len} above 0x8000 is not written). */
  public FastCommitImage add(int inode, int first, int count, long block) {
    record(1, 16);
    bytes.putInt(inode).putInt(first).putShort((short) count);
    bytes.putShort((short) (block >>> 32)).putInt((int) block);
    return this;
  }

  /** Adds the removal of a range. */
  public FastCommitImage remove(int inode, int first, long count) {
    record(2, 12);
    bytes.putInt(inode).putInt(first).putInt((int) count);
    return this;
  }

  /** Adds an entry that is created. */
  public FastCommitImage create(int directory, int inode, String name) {
    return entry(3, directory, inode, name);
  }

  /** Adds an entry that is linked. */
  public FastCommitImage link(int directory, int inode, String name) {
    return entry(4, directory, inode, name);
  }

  /** Adds an entry that is unlinked. */
  public FastCommitImage unlink(int directory, int inode, String name) {
    return entry(5, directory, inode, name);
  }

  private FastCommitImage entry(int tag, int directory, int inode, String name) {
    byte[] encoded = name.getBytes(UTF_8);
    record(tag, 8 + encoded.length);
    bytes.putInt(directory).putInt(inode).put(encoded);
    return this;
  }

  /** Ends a fast commit, and the block. */
  public FastCommitImage commit() {
    record(TAIL, 8);
    int rest = (BLOCK - at % BLOCK) % BLOCK;
    bytes.putShort(start + at - 10, (short) (8 + rest)).putInt(start + at - 8, sequence);
    at += rest;
    // What Linux wrote after it is of the same transaction, and must not follow.
    Arrays.fill(image, start + at, start + length, (byte) 0);
    return this;
  }

  /** Makes heads and tails right up to the first record that passes the end of its block. */
  private void seal() {
    int checksum = 0;
    for (int block = start; block < start + length; block += BLOCK) {
      for (int record = block; record + 4 <= block + BLOCK; ) {
        int tag = bytes.getShort(record);
        int size = bytes.getShort(record + 2) & 0xFFFF;
        if (tag < 1 || tag > HEAD || record + 4 + size > block + BLOCK) {
          return;
        }
        if (tag == HEAD && size == 8) {
          bytes.putInt(record + 8, sequence);
        }
        if (tag == TAIL && size >= 8) {
          bytes.putInt(record + 4, sequence);
          bytes.putInt(record + 8, update(checksum, record, 8));
          checksum = 0;
        } else {
          checksum = update(checksum, record, 4 + size);
        }
        record += 4 + size;
      }
    }
  }

  /** Continues a CRC-32C without its inversions, bit by bit. */
  private int update(int start, int position, int count) {
    int crc = start;
    for (int i = position; i < position + count; i++) {
      crc ^= image[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F6_3B78 : crc >>> 1;
      }
    }
    return crc;
  }
}
