package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A fixed number of bytes, read by position. Safe for use by many threads at once.
 *
 * <p>A source that says it holds {@link #size} bytes gives each of them or throws: what the host
 * file no longer holds is an exception, never an early end.
 */
public interface ByteSource extends Closeable {

  /** The number of bytes, from 0. */
  long size();

  /**
   * Reads bytes from a position on, as many as are at hand and fit.
   *
   * @param position from 0; at or past the end nothing is read
   * @param target where the bytes go; its position moves by the count
   * @return the count, at least 1 unless {@code target} is full; -1 at or past the end
   * @throws IllegalArgumentException if {@code position} is negative
   * @throws IOException if the bytes cannot be had
   */
  int read(long position, ByteBuffer target) throws IOException;

  /**
   * Reads bytes from a position on as {@link #read(long, ByteBuffer)} does, but not more than
   * {@code max}. The limit of {@code target} is unchanged afterwards.
   *
   * @param max from 0
   */
  default int read(long position, ByteBuffer target, int max) throws IOException {
    if (target.remaining() <= max) {
      return read(position, target);
    }
    int limit = target.limit();
    target.limit(target.position() + max);
    try {
      return read(position, target);
    } finally {
      target.limit(limit);
    }
  }

  /**
   * How the bytes from {@code position} on are stored, for as many bytes as one answer covers.
   *
   * @param position from 0 to less than {@link #size}
   * @param length from 1; the answer is never longer
   * @throws MalformedImageException if the position is at or past the end
   */
  HostExtent extent(long position, long length) throws IOException;

  /**
   * Fills {@code target}.
   *
   * @throws MalformedImageException if the source ends before
   */
  default void readFully(long position, ByteBuffer target) throws IOException {
    long at = position;
    int requested = target.remaining();
    while (target.hasRemaining()) {
      int count = read(at, target);
      if (count < 0) {
        throw new MalformedImageException(
            "image", position, "needs " + requested + " bytes, but the data end at " + size());
      }
      at += count;
    }
  }

  /**
   * Reads what lies in equal pieces with equal gaps between them, one piece behind the other, as
   * much as is at hand and fits. Byte {@code at} of the pieces is byte {@code first + at / piece *
   * stride + at % piece} of this source.
   *
   * @param first where piece 0 begins, from 0
   * @param stride bytes from one piece to the next
   * @param piece bytes of a piece, from 1 to {@code stride}
   * @param at from 0
   * @param target where the bytes go; what lies between its new position and its limit may change
   * @return the count, at least 1 unless {@code target} is full; -1 at or past the end
   */
  default int readStrided(long first, int stride, int piece, long at, ByteBuffer target)
      throws IOException {
    int begin = target.position();
    int total = 0;
    try {
      while (target.hasRemaining()) {
        long from = at + total;
        int within = (int) (from % piece);
        int count = read(first + from / piece * stride + within, target, piece - within);
        if (count < 0) {
          break;
        }
        total += count;
      }
    } catch (IOException e) {
      target.position(begin + total);
      if (total == 0) {
        throw e;
      }
      return total; // the bytes already read; the next read throws
    }
    return total == 0 && target.hasRemaining() ? -1 : total;
  }

  /** Whether bytes are dear enough to get that {@link #prefetch} is of use. */
  default boolean isEncoded() {
    return false;
  }

  /**
   * Says that bytes are about to be read. A source that {@link #isEncoded} may begin with it on
   * spare cores. Faults are met by the reader.
   *
   * @param position from 0
   * @param length from 0; may lead past the end
   */
  default void prefetch(long position, long length) {}

  /**
   * The part from {@code offset} on, {@code length} bytes; what lies past the end fails to read.
   */
  default ByteSource slice(long offset, long length) {
    if (offset == 0 && length == size()) {
      return this;
    }
    return new SliceSource(this, offset, length);
  }

  /**
   * Checks, without reading, that this source is made of what is there. Structures may promise more
   * than the image holds; who is about to make room for {@link #size} bytes asks first.
   *
   * @throws MalformedImageException if bytes at the end can never be read
   */
  default void requireWhole() throws IOException {
    if (size() > 0) {
      extent(size() - 1, 1);
    }
  }

  /** Frees what this source alone holds; parts of another source hold nothing. */
  @Override
  default void close() throws IOException {}
}
