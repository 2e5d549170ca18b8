package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.JoinedSource;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.XZIOException;

/**
 * The decoded bytes of an .xz file of several blocks, which are decoded one by one into the cache,
 * on as many threads as ask. The index at the end of the file says where they are.
 */
public final class XzSource extends JoinedSource {
  /** Decoders, each of which holds a dictionary; more would not decode faster. */
  private static final int MAX_DECODERS = PrefetchExecutor.COUNT;

  private final ByteSource file;
  private final CachedChunks chunks;
  private final int[] blocks;
  private final int[] sizes;
  private final Semaphore decoders = new Semaphore(MAX_DECODERS);
  private final Deque<Decoder> idle = new ArrayDeque<>();
  private volatile boolean closed;

  private XzSource(ByteSource file, ChunkCache cache, long[] ends, int[] blocks, int[] sizes) {
    super(ends);
    this.file = file;
    this.chunks = new CachedChunks(cache);
    this.blocks = blocks;
    this.sizes = sizes;
  }

  /**
   * The index of a file.
   *
   * @param size number of the decoded bytes; -1 if unknown
   * @param source the bytes, if the blocks are of a size that fits the cache; else null
   */
  public record Index(long size, XzSource source) {}

  /** Reads the index of a file; one that cannot be read gives neither a size nor a source. */
  public static Index open(ByteSource file, ChunkCache cache) throws IOException {
    try (Decoder decoder = Decoder.open(file)) {
      int count = decoder.stream.getBlockCount();
      long[] ends = new long[count];
      int[] blocks = new int[count];
      int[] sizes = new int[count];
      int used = 0;
      boolean fits = true;
      for (int i = 0; i < count; i++) {
        long size = decoder.stream.getBlockSize(i);
        fits &= size <= cache.bound() / 2;
        if (size > 0 && fits) {
          ends[used] = decoder.stream.getBlockPos(i) + size;
          blocks[used] = i;
          sizes[used++] = (int) size;
        }
      }
      XzSource source =
          !fits || used < 2
              ? null
              : new XzSource(
                  file,
                  cache,
                  Arrays.copyOf(ends, used),
                  Arrays.copyOf(blocks, used),
                  Arrays.copyOf(sizes, used));
      return new Index(decoder.stream.length(), source);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("xz", MissingLibrary.XZ, e);
    } catch (MalformedImageException e) {
      return new Index(-1, null);
    }
  }

  @Override
  protected int compute(long index, long position, ByteBuffer target) throws IOException {
    return chunks.copy(index, this::decode, (int) within(index, position), target);
  }

  private byte[] decode(long index) throws IOException {
    decoders.acquireUninterruptibly();
    try {
      Decoder decoder = take();
      byte[] block = decoder.decode(blocks[(int) index], sizes[(int) index]);
      // After an error the decoder is dropped.
      give(decoder);
      return block;
    } finally {
      decoders.release();
    }
  }

  private Decoder take() throws IOException {
    synchronized (idle) {
      Decoder decoder = idle.poll();
      if (decoder != null) {
        return decoder;
      }
    }
    return Decoder.open(file);
  }

  private void give(Decoder decoder) throws IOException {
    synchronized (idle) {
      if (!closed) {
        idle.push(decoder);
        return;
      }
    }
    decoder.close();
  }

  /** All of the range is computed, whatever blocks it is in. */
  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return HostExtent.computed(HostExtent.clip(this, position, length));
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  /**
   * Announces the blocks of a range and the one after it: a block is so long that a reader would
   * come to the next one before that is decoded.
   */
  @Override
  public void prefetch(long position, long length) {
    long end = position + Math.min(length, Math.max(0, size() - position));
    boolean room = !closed;
    boolean next = true;
    for (long offset = position; room && next && offset < size(); ) {
      next = offset < end;
      long index = segment(offset);
      room = chunks.expect(index, sizes[(int) index], this::decode);
      offset += remaining(index, offset);
    }
  }

  /** Drops the decoded blocks; the file stays open. */
  @Override
  public void close() throws IOException {
    closed = true;
    synchronized (idle) {
      idle.clear();
    }
    chunks.close();
  }

  /** A decoder of the blocks of a file, for one thread at a time. */
  private static final class Decoder implements AutoCloseable {
    private final SeekableXZInputStream stream;
    private final DictionaryArrays arrays;

    private Decoder(SeekableXZInputStream stream, DictionaryArrays arrays) {
      this.stream = stream;
      this.arrays = arrays;
    }

    static Decoder open(ByteSource file) throws IOException {
      try {
        int limit = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 12);
        DictionaryArrays arrays = new DictionaryArrays(DictionaryMemory.SHARED.ofChunk("xz"));
        return new Decoder(
            new SeekableXZInputStream(new SeekableSource(file), limit, true, arrays), arrays);
      } catch (XZIOException | EOFException | RuntimeException e) {
        throw GuardedStream.malformed("xz", e);
      }
    }

    byte[] decode(int block, int size) throws IOException {
      try {
        arrays.add(size);
        stream.seekToBlock(block);
        int first = stream.read(); // allocates the dictionary
        arrays.require();
        byte[] bytes = new byte[size];
        bytes[0] = (byte) first;
        int count = first < 0 ? 0 : 1 + stream.readNBytes(bytes, 1, size - 1);
        if (count < size) {
          throw new EOFException(count + " of " + size + " bytes");
        }
        stream.seek(stream.length()); // the next read there drops the dictionary
        stream.read();
        return bytes;
      } catch (MemoryLimitException e) {
        throw new UnsupportedImageException("xz that needs more memory than there is", e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (XZIOException | EOFException | RuntimeException e) {
        throw GuardedStream.malformed("xz", e);
      } finally {
        arrays.release();
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** A source as the library takes it. */
  private static final class SeekableSource extends SeekableInputStream {
    private final ByteSource source;
    private long position;

    SeekableSource(ByteSource source) {
      this.source = source;
    }

    @Override
    public long length() {
      return source.size();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void seek(long next) {
      position = next;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = source.read(position, ByteBuffer.wrap(target, offset, length));
      position += Math.max(0, count);
      return count;
    }
  }
}
