package io.github.diskimagefs.cli;

import io.github.diskimagefs.Extent;
import io.github.diskimagefs.Hole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Copies a large file so that zeros which no host file stores, as those of unallocated clusters,
 * become holes where the host's file system has holes. Known holes are not read.
 */
final class SparseTransfer {
  /** Smaller files are copied in one go. */
  static final long MIN_FILE_BYTES = 1 << 20;

  /** A block of most file systems: shorter runs of zeros save no room. */
  private static final int BLOCK = 1 << 12;

  private static final int BUFFER = 1 << 17;
  private static final long PORTION = 4L << 20;

  private final FileChannel in;
  private final FileChannel out;
  private final LongConsumer progress;
  private final Iterator<Hole> holes;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private Hole hole = new Hole(0, 0);
  private long position;

  private SparseTransfer(
      FileChannel in, FileChannel out, Iterator<Hole> holes, LongConsumer progress) {
    this.in = in;
    this.out = out;
    this.holes = holes;
    this.progress = progress;
  }

  /**
   * Copies a file.
   *
   * @param out empty
   * @param stored the parts of the file that a host file stores, ascending
   * @param holes the parts that are known to be zeros, ascending
   * @param progress receives the number of bytes of each step
   */
  static void copy(
      FileChannel in, FileChannel out, List<Extent> stored, List<Hole> holes, LongConsumer progress)
      throws IOException {
    SparseTransfer transfer = new SparseTransfer(in, out, holes.iterator(), progress);
    long size = in.size();
    for (Extent extent : stored) {
      transfer.computed(extent.position());
      transfer.stored(Math.min(size, extent.position() + extent.length()));
    }
    transfer.computed(size);
    if (out.size() < size) {
      out.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  /** Copies the bytes up to {@code end} as they are. */
  private void stored(long end) throws IOException {
    while (position < end) {
      long moved =
          in.transferTo(position, Math.min(PORTION, end - position), out.position(position));
      if (moved <= 0) {
        throw new IOException("no more bytes at " + position + " of " + end);
      }
      advance(moved);
    }
  }

  /** Copies the bytes up to {@code end}, but leaves holes and blocks of zeros out. */
  private void computed(long end) throws IOException {
    while (position < end) {
      while (hole.position() + hole.length() <= position && holes.hasNext()) {
        hole = holes.next();
      }
      long holeEnd = hole.position() + hole.length();
      if (hole.position() <= position && position < holeEnd) {
        advance(Math.min(end, holeEnd) - position);
        continue;
      }
      long next = hole.position() > position ? Math.min(end, hole.position()) : end;
      int requested = (int) Math.min(BUFFER, next - position);
      buffer.clear().limit(requested);
      while (buffer.hasRemaining()) {
        if (in.read(buffer, position + buffer.position()) < 0) {
          throw new IOException("no more bytes at " + position + " of " + end);
        }
      }
      for (int start = 0; start < requested; start += BLOCK) {
        int length = Math.min(BLOCK, requested - start);
        if (!zero(start, length)) {
          write(buffer.slice(start, length), position + start);
        }
      }
      advance(requested);
    }
  }

  private boolean zero(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (buffer.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void write(ByteBuffer bytes, long offset) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes, offset + bytes.position());
    }
  }

  private void advance(long count) {
    position += count;
    progress.accept(count);
  }
}
