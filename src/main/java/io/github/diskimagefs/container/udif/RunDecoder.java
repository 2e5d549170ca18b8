package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PackedRange;
import io.github.diskimagefs.bytes.SourceStream;
import io.github.diskimagefs.codec.Adc;
import io.github.diskimagefs.codec.Bzip2;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Xz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decoder of runs: small ones as a whole, others as streams.
 *
 * @param cache allocates the memory for decoded bytes
 * @param maxChunkBytes maximum bytes of a run, decoded, that is decoded as a whole
 */
record RunDecoder(ByteSource data, BlockRuns runs, ChunkCache cache, int maxChunkBytes) {
  /** Maximum bytes of a run, decoded, that is decoded as a whole. */
  static final int MAX_CHUNK_SIZE = 4 << 20;

  private static final int STREAM_BUFFER = 64 << 10;
  private static final int ZLIB_HEADER = 2;
  private static final int ZLIB_METHOD = 8;
  private static final int ZLIB_DICTIONARY = 0x20;

  /** Returns whether a run is decoded as a whole. */
  boolean whole(int run) {
    long size = runs.size(run);
    return size <= maxChunkBytes && runs.length(run) <= size + (size >> 3) + STREAM_BUFFER;
  }

  /** Decodes a run that is decoded as a {@link #whole}. */
  Chunk decode(int run) throws IOException {
    int size = (int) runs.size(run);
    int length = (int) runs.length(run);
    long offset = runs.offset(run);
    if (length == 0) {
      throw malformed(run, "0 bytes cannot give " + size, null);
    }
    if (runs.type(run) == BlockType.ZLIB && size > 1040L * length + STREAM_BUFFER) {
      throw malformed(run, length + " bytes cannot give " + size, null);
    }
    HostExtent stored = data.extent(offset, length);
    boolean inFile = stored.stored() && stored.length() >= length && !stored.host().nested();
    // Otherwise read before memory is reserved: reading may decode a chunk of another image.
    ByteSource source =
        inFile ? new PackedRange(stored) : new ArraySource(data.readFully(offset, length));
    int share = DecoderMemory.reserve(size + workspace(run));
    try {
      return decode(run, source, size);
    } finally {
      DecoderMemory.release(share);
    }
  }

  private Chunk decode(int run, ByteSource source, int size) throws IOException {
    DecoderBuffers buffers = DecoderPool.take();
    try {
      Chunk target = allocate(size);
      int count = decode(run, buffers, source, target);
      if (count < size) {
        throw malformed(run, "gives " + count + " of " + size + " bytes", null);
      }
      return target;
    } catch (MalformedImageException e) {
      throw e.offset() < 0 ? malformed(run, e.getMessage(), e) : e;
    } finally {
      DecoderPool.giveBack(buffers);
    }
  }

  /** Allocates a chunk. */
  Chunk allocate(int size) {
    return cache.allocate(size);
  }

  /** Returns bytes needed besides the result; large arrays may take twice their size. */
  private long workspace(int run) {
    return switch (runs.type(run)) {
      case BZIP2 -> Bzip2.workspace();
      case LZMA -> 2 * runs.size(run);
      case ADC, LZFSE -> 2 * (runs.size(run) + runs.length(run));
      default -> 0;
    };
  }

  private int decode(int run, DecoderBuffers buffers, ByteSource source, Chunk target)
      throws IOException {
    switch (runs.type(run)) {
      case ZLIB:
        return inflate(run, buffers, source, target);
      case ADC, LZFSE:
        int length = (int) source.size();
        byte[] packed = buffers.packedArray(length);
        source.readFully(0, ByteBuffer.wrap(packed, 0, length));
        byte[] plain = buffers.plainArray(target.size());
        int size = target.size();
        int count =
            runs.type(run) == BlockType.ADC
                ? Adc.decode(packed, 0, length, plain, 0, size)
                : Lzfse.decode(packed, 0, length, plain, 0, size);
        return target.fill(0, ByteBuffer.wrap(plain, 0, count));
      default:
        try (InputStream stream = open(run, new SourceStream(source, 0, source.size()), null)) {
          int filled = target.fill(stream);
          // Reading past the content makes the codec verify its own checksum.
          if (filled == target.size() && stream.read() >= 0) {
            throw malformed(run, "gives more than " + target.size() + " bytes", null);
          }
          return filled;
        }
    }
  }

  /** Decodes zlib data (RFC 1950) as raw DEFLATE data, and checks their header and checksum. */
  private int inflate(int run, DecoderBuffers buffers, ByteSource source, Chunk target)
      throws IOException {
    Inflater inflater = buffers.inflater();
    Adler32 adler = buffers.adler();
    ByteBuffer packed = buffers.packed();
    ByteBuffer plain = buffers.plain();
    source.readFully(0, packed.clear().limit((int) Math.min(packed.capacity(), source.size())));
    long fed = packed.position();
    checkZlibHeader(run, packed.flip());
    inflater.setInput(packed.position(ZLIB_HEADER));
    int count = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int part = fed < source.size() ? source.read(fed, packed.clear()) : 0;
          if (part <= 0) {
            break;
          }
          inflater.setInput(packed.flip());
          fed += part;
        }
        int step = inflater.inflate(plain.clear());
        adler.update(plain.flip());
        if (target.fill(count, plain.rewind()) < step) {
          throw malformed(run, "gives more than " + target.size() + " bytes", null);
        }
        count += step;
      }
    } catch (DataFormatException e) {
      throw malformed(run, "zlib: " + e.getMessage(), e);
    }
    long end = ZLIB_HEADER + inflater.getBytesRead();
    if (inflater.finished() && end <= source.size() - Integer.BYTES) {
      if (adler(source, end, packed, fed) != (int) adler.getValue()) {
        throw malformed(run, "zlib: incorrect data check", null);
      }
    } else if (count == target.size()) {
      throw malformed(run, "the zlib stream does not end", null);
    }
    return count;
  }

  /**
   * Returns the checksum that follows the data.
   *
   * @param last the bytes read last, which end at {@code fed}
   */
  private static int adler(ByteSource source, long position, ByteBuffer last, long fed)
      throws IOException {
    long within = position - (fed - last.limit());
    if (within >= 0 && within <= last.limit() - Integer.BYTES) {
      return last.getInt((int) within);
    }
    source.readFully(position, last.clear().limit(Integer.BYTES));
    return last.getInt(0);
  }

  private void checkZlibHeader(int run, ByteBuffer header) throws IOException {
    if (header.limit() < ZLIB_HEADER) {
      throw malformed(run, "zlib: 1 byte", null);
    }
    int fields = header.getShort(0) & 0xFFFF;
    if ((fields >> 8 & 0xF) != ZLIB_METHOD || fields % 31 != 0 || (fields & ZLIB_DICTIONARY) != 0) {
      throw malformed(run, String.format("zlib: incorrect header %04x", fields), null);
    }
  }

  /** Returns the bytes that {@link #stream} may need while it is open. */
  long streamWorkspace(int run) {
    return switch (runs.type(run)) {
      case BZIP2 -> Bzip2.workspace();
      case LZMA -> Math.min(runs.size(run), maxXzBytes());
      default -> 1 << 20;
    };
  }

  private static long maxXzBytes() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** Opens the decoded bytes of a run of any size; its memory depends on the codec alone. */
  InputStream stream(int run) throws IOException {
    InputStream source = new SourceStream(data, runs.offset(run), runs.length(run));
    return open(run, source, new Inflater());
  }

  private InputStream open(int run, InputStream source, Inflater inflater) throws IOException {
    return switch (runs.type(run)) {
      case ZLIB -> new OwnInflaterStream(source, inflater);
      case ADC -> Adc.stream(source);
      case LZFSE -> Lzfse.stream(source);
      case BZIP2 -> Bzip2.stream(source);
      case LZMA -> Xz.stream(source, runs.size(run), maxXzBytes());
      default -> throw new IllegalStateException("run of type " + runs.type(run));
    };
  }

  MalformedImageException malformed(int run, String detail, Exception cause) throws IOException {
    long offset = runs.offset(run);
    long inFile =
        offset < data.size() && data.extent(offset, 1).stored()
            ? data.extent(offset, 1).offset()
            : offset;
    return new MalformedImageException(
        "blkx run of " + runs.type(run).label() + " data", inFile, detail, cause);
  }

  /** Inflating stream that ends its inflater, which the JDK's class does only for its own. */
  private static final class OwnInflaterStream extends InflaterInputStream {
    OwnInflaterStream(InputStream source, Inflater inflater) {
      super(source, inflater, STREAM_BUFFER);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
