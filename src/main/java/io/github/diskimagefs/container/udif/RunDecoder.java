package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.Adc;
import io.github.diskimagefs.codec.Bzip2;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Xz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Decodes runs: the small ones in one go, the others as streams. */
final class RunDecoder {
  /** Above this many bytes, decoded, a run is streamed. */
  static final int LARGEST_CHUNK = 4 << 20;

  private static final int STREAM_BUFFER = 64 << 10;

  private final ByteSource data;
  private final Runs runs;

  RunDecoder(ByteSource data, Runs runs) {
    this.data = data;
    this.runs = runs;
  }

  /** Whether a run is decoded as a whole. */
  boolean whole(int run) {
    long size = runs.size(run);
    return size <= LARGEST_CHUNK && runs.length(run) <= size + (size >> 3) + STREAM_BUFFER;
  }

  /** Decodes a run for which {@link #whole} holds. */
  byte[] decode(int run) throws IOException {
    int size = (int) runs.size(run);
    int length = (int) runs.length(run);
    if (runs.type(run) == BlockType.ZLIB && size > 1040L * length + STREAM_BUFFER) {
      throw malformed(run, length + " bytes cannot give " + size, null);
    }
    Workbench bench = Workbench.take();
    try {
      byte[] in = bench.buffer(length);
      // Read before a share of the memory is taken: reading may decode another image's chunk.
      data.readFully(runs.offset(run), ByteBuffer.wrap(in, 0, length));
      int share = Workbench.reserve(2L * size + workspace(run));
      try {
        byte[] out = new byte[size];
        int count = decode(run, bench, in, length, out);
        if (count < size) {
          throw malformed(run, "gives " + count + " of " + size + " bytes", null);
        }
        return out;
      } catch (MalformedImageException e) {
        throw e.offset() < 0 ? malformed(run, e.getMessage(), e) : e;
      } finally {
        Workbench.release(share);
      }
    } finally {
      bench.giveBack();
    }
  }

  private int workspace(int run) {
    return switch (runs.type(run)) {
      case BZIP2 -> Bzip2.workspace();
      case LZMA -> 2 * (int) runs.size(run);
      case LZFSE -> 256 << 10;
      default -> 0;
    };
  }

  private int decode(int run, Workbench bench, byte[] in, int length, byte[] out)
      throws IOException {
    switch (runs.type(run)) {
      case ZLIB:
        return inflate(run, bench, in, length, out);
      case ADC:
        return Adc.decode(in, 0, length, out, 0, out.length);
      case LZFSE:
        return Lzfse.decode(in, 0, length, out, 0, out.length);
      default:
        try (InputStream stream = open(run, new ByteArrayInputStream(in, 0, length), null)) {
          int count = stream.readNBytes(out, 0, out.length);
          // What follows is the codec's own checksum: it is read, and with it checked.
          if (count == out.length && stream.read() >= 0) {
            throw malformed(run, "gives more than " + out.length + " bytes", null);
          }
          return count;
        }
    }
  }

  private int inflate(int run, Workbench bench, byte[] in, int length, byte[] out)
      throws IOException {
    Inflater inflater = bench.inflater();
    ByteBuffer packed = bench.packed();
    ByteBuffer plain = bench.plain();
    int fed = 0;
    int count = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int part = Math.min(packed.capacity(), length - fed);
          if (part == 0) {
            break;
          }
          packed.clear().put(in, fed, part).flip();
          inflater.setInput(packed);
          fed += part;
        }
        int step = inflater.inflate(plain.clear());
        if (step > out.length - count) {
          throw malformed(run, "gives more than " + out.length + " bytes", null);
        }
        plain.flip().get(out, count, step);
        count += step;
        if (step == 0 && inflater.needsDictionary()) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw malformed(run, "zlib: " + e.getMessage(), e);
    }
    if (!inflater.finished() && count == out.length) {
      throw malformed(run, "the zlib stream does not end", null);
    }
    return count;
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
      case BZIP2 -> Bzip2.stream(new java.io.BufferedInputStream(in, STREAM_BUFFER));
      case LZMA -> Xz.stream(in, runs.size(run), Runtime.getRuntime().maxMemory() / 4);
      default -> throw new IllegalStateException("run of type " + runs.type(run));
    };
  }

  MalformedImageException malformed(int run, String detail, Exception cause) throws IOException {
    long offset = runs.offset(run);
    long inFile =
        offset < data.size() && data.run(offset, 1).stored()
            ? data.run(offset, 1).offset()
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
