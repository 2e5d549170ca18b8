package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.codec.Adc;
import io.github.diskimagefs.codec.Bzip2;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Xz;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Decodes runs: the small ones in one go, the others as streams. */
final class RunDecoder {
  /** Above this many bytes, decoded, a run is streamed. */
  static final int MAX_CHUNK_SIZE = 4 << 20;

  private static final int STREAM_BUFFER = 64 << 10;

  private final ByteSource data;
  private final BlockRuns runs;
  private final ChunkCache cache;
  private final int largest;

  /**
   * Creates a decoder.
   *
   * @param cache gives the memory for what is decoded
   * @param largest above this many bytes, decoded, a run is streamed
   */
  RunDecoder(ByteSource data, BlockRuns runs, ChunkCache cache, int largest) {
    this.data = data;
    this.runs = runs;
    this.cache = cache;
    this.largest = largest;
  }

  /** Whether a run is decoded as a whole. */
  boolean whole(int run) {
    long size = runs.size(run);
    return size <= largest && runs.length(run) <= size + (size >> 3) + STREAM_BUFFER;
  }

  /** Decodes a run for which {@link #whole} holds. */
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
    ByteSource in = data;
    HostExtent stored = data.extent(offset, length);
    if (!stored.stored() || stored.length() < length || stored.host().nested()) {
      // Read before a share of the memory is taken: reading may decode another image's chunk.
      byte[] bytes = new byte[length];
      data.readFully(offset, ByteBuffer.wrap(bytes));
      in = new ArraySource(bytes);
      offset = 0;
    }
    int share = DecoderPool.reserve(size + workspace(run));
    DecoderPool bench = DecoderPool.take();
    try {
      Chunk out = allocate(size);
      int count = decode(run, bench, in.slice(offset, length), out);
      if (count < size) {
        throw malformed(run, "gives " + count + " of " + size + " bytes", null);
      }
      return out;
    } catch (MalformedImageException e) {
      throw e.offset() < 0 ? malformed(run, e.getMessage(), e) : e;
    } finally {
      bench.giveBack();
      DecoderPool.release(share);
    }
  }

  /** A chunk to be filled. */
  Chunk allocate(int size) {
    return cache.allocate(size);
  }

  /** Memory for decoding, without that for the result; large arrays may take twice their size. */
  private long workspace(int run) {
    return switch (runs.type(run)) {
      case BZIP2 -> Bzip2.workspace();
      case LZMA -> 2 * runs.size(run);
      case ADC, LZFSE -> 2 * (runs.size(run) + runs.length(run));
      default -> 0;
    };
  }

  private int decode(int run, DecoderPool bench, ByteSource in, Chunk out) throws IOException {
    switch (runs.type(run)) {
      case ZLIB:
        return inflate(run, bench, in, out);
      case ADC, LZFSE:
        int length = (int) in.size();
        byte[] packed = bench.packedArray(length);
        in.readFully(0, ByteBuffer.wrap(packed, 0, length));
        byte[] plain = bench.plainArray(out.size());
        int size = out.size();
        int count =
            runs.type(run) == BlockType.ADC
                ? Adc.decode(packed, 0, length, plain, 0, size)
                : Lzfse.decode(packed, 0, length, plain, 0, size);
        return out.fill(0, ByteBuffer.wrap(plain, 0, count));
      default:
        try (InputStream stream = open(run, new SourceStream(in, 0, in.size()), null)) {
          int filled = out.fill(stream);
          // What follows is the codec's own checksum: it is read, and with it checked.
          if (filled == out.size() && stream.read() >= 0) {
            throw malformed(run, "gives more than " + out.size() + " bytes", null);
          }
          return filled;
        }
    }
  }

  private int inflate(int run, DecoderPool bench, ByteSource in, Chunk out) throws IOException {
    Inflater inflater = bench.inflater();
    ByteBuffer packed = bench.packed();
    ByteBuffer plain = bench.plain();
    long fed = 0;
    int count = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int part = fed < in.size() ? in.read(fed, packed.clear()) : 0;
          if (part <= 0) {
            break;
          }
          inflater.setInput(packed.flip());
          fed += part;
        }
        int step = inflater.inflate(plain.clear());
        if (out.fill(count, plain.flip()) < step) {
          throw malformed(run, "gives more than " + out.size() + " bytes", null);
        }
        count += step;
        if (step == 0 && inflater.needsDictionary()) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw malformed(run, "zlib: " + e.getMessage(), e);
    }
    if (!inflater.finished() && count == out.size()) {
      throw malformed(run, "the zlib stream does not end", null);
    }
    return count;
  }

  /** How many bytes {@link #stream} may take while it is open. */
  long streamWorkspace(int run) {
    return switch (runs.type(run)) {
      case BZIP2 -> Bzip2.workspace();
      case LZMA -> Math.min(runs.size(run), mostForXz());
      default -> 1 << 20;
    };
  }

  private static long mostForXz() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** The decoded bytes of a run of any size; what it allocates depends on the codec alone. */
  InputStream stream(int run) throws IOException {
    InputStream in = new SourceStream(data, runs.offset(run), runs.length(run));
    return open(run, in, new Inflater());
  }

  private InputStream open(int run, InputStream in, Inflater inflater) throws IOException {
    return switch (runs.type(run)) {
      case ZLIB -> new OwnInflaterStream(in, inflater);
      case ADC -> Adc.stream(in);
      case LZFSE -> Lzfse.stream(in);
      case BZIP2 -> Bzip2.stream(new BufferedInputStream(in, STREAM_BUFFER));
      case LZMA ->
          Xz.stream(new BufferedInputStream(in, STREAM_BUFFER), runs.size(run), mostForXz());
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

  /** Ends its inflater with itself, which the JDK's class does only for one it made. */
  private static final class OwnInflaterStream extends InflaterInputStream {
    OwnInflaterStream(InputStream in, Inflater inflater) {
      super(in, inflater, STREAM_BUFFER);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
