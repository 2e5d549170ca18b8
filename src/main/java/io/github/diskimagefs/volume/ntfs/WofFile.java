package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lzx;
import io.github.diskimagefs.codec.XpressHuffman;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A file that Windows has compressed as a whole (Windows Overlay Filter, [MS-FSCC] 2.1.2.9 and
 * "FILE_PROVIDER_EXTERNAL_INFO_V1"): a stream with a table of offsets and the chunks.
 */
final class WofFile extends DecodedChunks {
  static final String STREAM = "WofCompressedData";

  private static final int FILE_PROVIDER = 2;
  private static final int XPRESS_4K = 0;
  private static final int LZX_32K = 1;
  private static final int XPRESS_8K = 2;
  private static final int XPRESS_16K = 3;

  private final ByteSource stream;
  private final boolean lzx;
  private final int chunkSize;
  private final long chunks;
  private final int offsetSize;

  private WofFile(ByteSource stream, long size, int chunkSize, boolean lzx, ChunkRange range) {
    super(size, chunkSize, range);
    this.stream = stream;
    this.lzx = lzx;
    this.chunkSize = chunkSize;
    this.chunks = size / chunkSize + (size % chunkSize == 0 ? 0 : 1);
    this.offsetSize = size >> 32 == 0 ? Integer.BYTES : Long.BYTES;
  }

  static ByteSource open(FileRecord record, ReparsePoint point, FileChunks chunks)
      throws IOException {
    Struct info = point.data();
    if (info.u32(4) != FILE_PROVIDER) {
      throw new UnsupportedImageException("NTFS file in a WIM archive (WOF provider 1)");
    }
    Attribute data = record.find(Attribute.DATA, "");
    ByteSource stream = record.open(Attribute.DATA, STREAM, chunks);
    if (data == null || stream == null) {
      throw record.struct().malformed("a compressed file has no data");
    }
    long algorithm = info.u32(12);
    int chunkSize =
        switch ((int) algorithm) {
          case XPRESS_4K -> 4 << 10;
          case XPRESS_8K -> 8 << 10;
          case XPRESS_16K -> 16 << 10;
          case LZX_32K -> 32 << 10;
          default -> throw new UnsupportedImageException("WOF compression " + algorithm);
        };
    ChunkRange range = chunks.range(record.number(), "", data.size());
    return new WofFile(stream, data.size(), chunkSize, algorithm == LZX_32K, range);
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    long table = (chunks - 1) * offsetSize;
    long start = table + offset(index);
    long end = index == chunks - 1 ? stream.size() : table + offset(index + 1);
    int length = chunkLength(index);
    if (start < table || end < start || end - start > chunkSize || end > stream.size()) {
      throw new MalformedImageException(
          "chunk table", MalformedImageException.NO_OFFSET, "chunk from " + start + " to " + end);
    }
    Struct data =
        Struct.read(
            "compressed chunk", stream, start, (int) (end - start), ByteOrder.LITTLE_ENDIAN);
    if (data.length() == length) {
      return data.bytes();
    }
    return lzx ? Lzx.decode(data, length) : XpressHuffman.decode(data, length);
  }

  /** Returns the offset of a chunk after the table, which leaves out the first. */
  private long offset(long index) throws IOException {
    if (index == 0) {
      return 0;
    }
    Struct entry =
        Struct.read(
            "chunk table", stream, (index - 1) * offsetSize, offsetSize, ByteOrder.LITTLE_ENDIAN);
    return offsetSize == Integer.BYTES ? entry.u32(0) : entry.u64(0);
  }
}
