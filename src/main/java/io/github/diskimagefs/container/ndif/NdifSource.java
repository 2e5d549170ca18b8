package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.codec.Adc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The disk that the chunks of an image make; sectors before, between and after them are zeros. */
final class NdifSource extends SegmentedSource {
  /** Maximum bytes of a chunk, decoded; Disk Copy makes chunks of 128 KiB. */
  static final int MAX_CHUNK_BYTES = 4 << 20;

  private final ByteSource data;
  private final long size;
  private final BcemResource.Chunk[] chunks;
  private final long[] starts;
  private final CachedChunks decoded;
  private final boolean encoded;

  NdifSource(ByteSource data, BcemResource map, ChunkCache cache) {
    this.data = data;
    this.size = map.sectors() * BcemResource.SECTOR;
    List<BcemResource.Chunk> list = map.chunks();
    this.chunks = list.toArray(new BcemResource.Chunk[0]);
    this.starts = list.stream().mapToLong(BcemResource.Chunk::start).toArray();
    this.decoded = new CachedChunks(cache);
    this.encoded = list.stream().anyMatch(chunk -> chunk.type() == ChunkType.ADC);
  }

  @Override
  public long size() {
    return size;
  }

  /** Returns the index of a chunk; below 0, -1 less the index of the chunk after a gap. */
  @Override
  protected long segment(long position) {
    int found = Arrays.binarySearch(starts, position);
    if (found >= 0) {
      return found;
    }
    int next = -found - 1;
    return next > 0 && position < chunks[next - 1].end() ? next - 1 : -1 - next;
  }

  @Override
  protected long remaining(long segment, long position) {
    if (segment >= 0) {
      return chunks[(int) segment].end() - position;
    }
    int next = (int) (-1 - segment);
    return (next < chunks.length ? starts[next] : size) - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    return segment >= 0 && chunks[(int) segment].type() == ChunkType.STORED ? data : null;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    BcemResource.Chunk chunk = chunks[(int) segment];
    return chunk.offset() + position - chunk.start();
  }

  @Override
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    if (segment < 0 || chunks[(int) segment].type() != ChunkType.ADC) {
      return super.compute(segment, position, target);
    }
    int from = (int) (position - chunks[(int) segment].start());
    return decoded.copy(segment, this::decode, from, target);
  }

  private byte[] decode(long index) throws IOException {
    BcemResource.Chunk chunk = chunks[(int) index];
    long plainSize = chunk.end() - chunk.start();
    if (plainSize > MAX_CHUNK_BYTES) {
      throw new UnsupportedImageException("NDIF with chunks of " + plainSize + " bytes");
    }
    // A single literal takes two bytes.
    if (chunk.length() > 2 * plainSize) {
      throw malformed(chunk, chunk.length() + " bytes for " + plainSize);
    }
    byte[] packed = data.readFully(chunk.offset(), (int) chunk.length());
    byte[] plain = decoded.array((int) plainSize);
    int count = Adc.decode(packed, 0, packed.length, plain, 0, plain.length);
    if (count < plain.length) {
      throw malformed(chunk, "gives " + count + " of " + plain.length + " bytes");
    }
    return plain;
  }

  private static MalformedImageException malformed(BcemResource.Chunk chunk, String detail) {
    return new MalformedImageException("NDIF chunk of ADC data", chunk.offset(), detail);
  }

  @Override
  public boolean isEncoded() {
    return encoded;
  }

  @Override
  public void prefetch(long position, long length) {
    long max = Math.min(length, decoded.prefetchBytes());
    long end = position + Math.min(max, Math.max(0, size - position));
    boolean room = true;
    for (long offset = position; room && offset < end; ) {
      long segment = segment(offset);
      long left = remaining(segment, offset);
      if (segment >= 0 && chunks[(int) segment].type() == ChunkType.ADC) {
        BcemResource.Chunk chunk = chunks[(int) segment];
        room = decoded.expect(segment, chunk.end() - chunk.start(), this::decode);
      }
      offset += left;
    }
  }

  @Override
  public void close() {
    decoded.close();
  }
}
