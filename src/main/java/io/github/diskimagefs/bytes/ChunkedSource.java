package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes decoded by chunks of one size, of which the last may be shorter. */
public abstract class ChunkedSource extends EqualSegments {
  private final int chunkSize;

  /** For subclasses. */
  protected ChunkedSource(long size, int chunkSize) {
    super(size, chunkSize);
    this.chunkSize = chunkSize;
  }

  /** Lets a reader see chunk {@code index} decoded; returns what the reader returns. */
  protected abstract int read(long index, Chunk.Reader reader) throws IOException;

  /** Returns the number of bytes of chunk {@code index} when decoded. */
  protected final int chunkLength(long index) {
    return (int) Math.min(chunkSize, size() - index * chunkSize);
  }

  @Override
  protected final int compute(long index, long position, ByteBuffer target) throws IOException {
    return read(index, chunk -> copy(index, chunk, (int) within(position), target));
  }

  private int copy(long index, byte[] chunk, int offset, ByteBuffer target)
      throws MalformedImageException {
    int count = Math.min(target.remaining(), Math.min(chunk.length, chunkLength(index)) - offset);
    if (count <= 0) {
      throw new MalformedImageException(
          "chunk " + index,
          MalformedImageException.NO_OFFSET,
          chunkLength(index) + " bytes",
          chunk.length + " bytes");
    }
    target.put(chunk, offset, count);
    return count;
  }

  /** All of the range is computed, whatever chunks it is in. */
  @Override
  public final HostExtent extent(long position, long length) throws IOException {
    return HostExtent.computed(HostExtent.clip(this, position, length));
  }
}
