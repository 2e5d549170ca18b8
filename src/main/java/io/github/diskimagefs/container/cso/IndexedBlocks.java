package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.SpanSource;
import io.github.diskimagefs.codec.DeflateGroup;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.PackedBlocks;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Blocks that an index of 32-bit entries places, one more than there are blocks: a block ends where
 * the next one starts.
 */
abstract class IndexedBlocks extends PackedBlocks {
  /** More bytes than compressed data of a byte have; small blocks do not shrink. */
  private static final int MIN_DATA_BYTES = 1 << 10;

  private final String format;
  private final String name;
  private final ByteSource file;
  private final PageCache index;
  private final long indexStart;
  private final int blockSize;

  IndexedBlocks(
      String format, ByteSource file, long size, int blockSize, long indexStart, ChunkCache cache) {
    super(file, size, blockSize, cache);
    this.format = format;
    this.name = format + " block";
    this.file = file;
    this.index = new PageCache(file, ByteOrder.LITTLE_ENDIAN);
    this.indexStart = indexStart;
    this.blockSize = blockSize;
  }

  /** Returns the offset in the file that an index entry states. */
  abstract long offset(long entry);

  /**
   * Returns whether a block is stored.
   *
   * @param entry of the index
   * @param length bytes up to the start of the next block
   */
  abstract boolean isStored(long entry, long length);

  /** Returns an entry of the index. */
  final long entry(long block) throws IOException {
    return index.u32(format + " index", indexStart + block * Integer.BYTES);
  }

  @Override
  protected final long block(long block) throws IOException {
    long entry = entry(block);
    long offset = offset(entry);
    long end = offset(entry(block + 1));
    if (!isStored(entry, end - offset)) {
      return ENCODED;
    }
    int length = blockLength(block);
    if (end - offset < length || offset > file.size() - length) {
      throw malformed(block, offset, end);
    }
    return offset;
  }

  /** Returns whether all compressed blocks are DEFLATE data without a header. */
  abstract boolean isDeflate();

  /** Returns the decoder of blocks whose data are read from {@code source}. */
  abstract BlockDecoder decoder(ByteSource source);

  @Override
  protected final BlockDecoder decoder() {
    return decoder(file);
  }

  @Override
  protected final BlockDecoder decoder(long first, long end) throws IOException {
    if (end - first < 2) {
      return decoder(); // its data are read once anyway
    }
    long start = offset(entry(first));
    long length = Math.min(offset(entry(end)), file.size()) - start;
    if (length <= 0 || length > 2 * (end - first) * blockSize) {
      return decoder();
    }
    StoredData span = new StoredData(name, first, file, start, (int) length);
    DeflateGroup group = isDeflate() ? DeflateGroup.of(span) : null;
    return group == null
        ? decoder(new SpanSource(file, start, (int) length))
        : new GroupDecoder(group);
  }

  /** Decodes blocks whose data are read at once. */
  private final class GroupDecoder implements BlockDecoder {
    private final DeflateGroup group;

    GroupDecoder(DeflateGroup group) {
      this.group = group;
    }

    @Override
    public void decode(long block, byte[] target, int start, int length) throws IOException {
      group.decode(data(block, file), target, start, length);
    }

    @Override
    public void close() {
      group.close();
    }
  }

  /**
   * Finds the compressed data of a block; padding may follow them.
   *
   * @param source the file, or one with the same bytes at the same offsets
   */
  final StoredData data(long block, ByteSource source) throws IOException {
    long offset = offset(entry(block));
    long end = offset(entry(block + 1));
    if (end <= offset || offset >= file.size()) {
      throw malformed(block, offset, end);
    }
    // The last block may be padded past the end of the file.
    long length = Math.min(Math.min(end, file.size()) - offset, 2L * blockSize + MIN_DATA_BYTES);
    return new StoredData(name, block, source, offset, (int) length);
  }

  private MalformedImageException malformed(long block, long offset, long end) {
    return new MalformedImageException(
        format + " index",
        indexStart + block * Integer.BYTES,
        String.format(
            "block %d is from byte %d to %d, the file has %d", block, offset, end, file.size()));
  }
}
