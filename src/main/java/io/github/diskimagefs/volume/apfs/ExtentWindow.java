package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * Adjoining extents of a data stream (Reference "Data Streams", j_file_extent_val_t). Immutable.
 */
final class ExtentWindow extends JoinedSource {
  /** Maximum extents held at a time: 24 bytes each. Nearly all files have fewer. */
  private static final int MAX_EXTENTS = 4096;

  /** Maximum records that are read at a time: adjoining extents count as one. */
  private static final int MAX_RECORDS = 65_536;

  /** Offset of an extent without data. */
  private static final long HOLE = -1;

  private final long start;
  private final ByteSource bytes;
  private final XtsBlocks encrypted;
  private final long[] offsets;
  private final long[] sectors;

  private ExtentWindow(
      long start,
      ByteSource bytes,
      XtsBlocks encrypted,
      long[] ends,
      long[] offsets,
      long[] sectors) {
    super(ends);
    this.start = start;
    this.bytes = bytes;
    this.encrypted = encrypted;
    this.offsets = offsets;
    this.sectors = sectors;
  }

  /** Returns the position of the first byte in its stream. */
  long start() {
    return start;
  }

  /** Returns a source of the same bytes, as simple as can be. */
  ByteSource simplified() {
    if (offsets.length != 1) {
      return this;
    }
    if (offsets[0] == HOLE) {
      return new ZeroSource(size());
    }
    return encrypted == null ? bytes.slice(offsets[0], size()) : this;
  }

  @Override
  protected ByteSource stored(long index, long position) throws IOException {
    long offset = offsets[(int) index];
    if (offset == HOLE) {
      return null;
    }
    return encrypted == null ? bytes : encrypted.from(offset, sectors[(int) index]);
  }

  @Override
  protected long storedOffset(long index, long position) {
    return (encrypted == null ? offsets[(int) index] : 0) + within(index, position);
  }

  @Override
  public boolean isEncoded() {
    return encrypted != null || bytes.isEncoded();
  }

  /** Collects extents in the order of the stream. */
  static final class Builder {
    private final ContainerBlocks blocks;
    private final XtsBlocks encrypted;
    private final long start;
    private final int sectorsPerBlock;
    private long[] ends = new long[1]; // most files have one extent
    private long[] offsets = new long[1];
    private long[] sectors = new long[1];
    private int count;
    private int records;
    private long length;

    /**
     * Creates one.
     *
     * @param encrypted decrypts blocks, or null
     * @param start position in the stream, which counts as 0 of the window
     */
    Builder(ContainerBlocks blocks, XtsBlocks encrypted, long start) {
      this.blocks = blocks;
      this.encrypted = encrypted;
      this.start = start;
      this.sectorsPerBlock = blocks.blockSize() / ApfsTree.SECTOR_BYTES;
    }

    boolean hasRoom() {
      return count < MAX_EXTENTS && records < MAX_RECORDS;
    }

    void hole(long bytes) {
      add(HOLE, 0, bytes);
    }

    /**
     * Adds an extent.
     *
     * @param block its first block; 0 for a hole
     * @param crypto number of the first block for encryption
     * @param bytes its length
     */
    void extent(String structure, long block, long crypto, long bytes) throws IOException {
      if (block == 0) {
        hole(bytes);
        return;
      }
      long offset = blocks.offset(structure, block, (bytes - 1) / blocks.blockSize() + 1);
      add(offset, crypto * sectorsPerBlock, bytes);
    }

    private void add(long offset, long sector, long bytes) {
      length += bytes;
      records++;
      if (count > 0 && follows(offset, sector, length - bytes)) {
        ends[count - 1] = length;
        return;
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
        sectors = Arrays.copyOf(sectors, 2 * count);
      }
      ends[count] = length;
      offsets[count] = offset;
      sectors[count++] = sector;
    }

    /** Returns whether an extent that starts at {@code start} goes on where the last one ends. */
    private boolean follows(long offset, long sector, long start) {
      long before = offsets[count - 1];
      if (offset == HOLE || before == HOLE) {
        return offset == before;
      }
      long lastLength = start - (count == 1 ? 0 : ends[count - 2]);
      return offset == before + lastLength
          && (encrypted == null
              || sector == sectors[count - 1] + lastLength / ApfsTree.SECTOR_BYTES);
    }

    /** Returns the window; nothing is added afterwards. */
    ExtentWindow build() {
      return new ExtentWindow(
          start, blocks.bytes(), encrypted, exact(ends), exact(offsets), exact(sectors));
    }

    /** Returns the used part of an array: the array itself if that is all of it. */
    private long[] exact(long[] array) {
      return count == array.length ? array : Arrays.copyOf(array, count);
    }
  }
}
