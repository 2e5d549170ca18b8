package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A fixed number of bytes, read by position. Safe for use by many threads at once.
 *
 * <p>A source of {@link #size} bytes returns each of them or throws: if the host file has become
 * shorter, a read throws instead of reporting the end.
 */
public interface ByteSource extends Closeable {

  /** Returns the number of bytes, at least 0. */
  long size();

  /**
   * Returns whether {@link #size} is known. Otherwise it is found by decoding everything, so that
   * callers that look at a part use {@link #holds}, {@link #clip} and {@link #tail} instead.
   */
  default boolean sizeKnown() {
    return true;
  }

  /** Returns the size, or a number that it cannot pass if it is not known yet. */
  default long sizeLimit() {
    return size();
  }

  /**
   * Returns whether the bytes are decoded one after the other, so that reading one costs all before
   * it. Callers then look at the start first, and at the end only if they must.
   */
  default boolean isSequential() {
    return false;
  }

  /**
   * Returns whether this source ends up to so many bytes after a position, or before. Where the
   * size is not known, the likely one counts: a record of a part of the size decides, and without
   * any the answer is true.
   */
  default boolean likelyEndsWithin(long position, long length) {
    return size() < position + length;
  }

  /**
   * Returns how many of the bytes from a position on there are, decoding no others.
   *
   * @param position from 0
   * @param max from 0
   * @return from 0 to {@code max}
   */
  default long clip(long position, long max) {
    return Math.min(max, Math.max(0, size() - position));
  }

  /**
   * Returns whether there are so many bytes from a position on, decoding no others.
   *
   * @return false if the position or the length is negative
   */
  default boolean holds(long position, long length) {
    return position >= 0 && length >= 0 && clip(position, length) == length;
  }

  /**
   * Reads bytes from a position on: at most as many as {@code target} has room for, possibly fewer.
   *
   * @param position from 0; at or past the end nothing is read
   * @param target receives the bytes; its position moves by the count
   * @return the count, at least 1 unless {@code target} is full; -1 at or past the end
   * @throws IllegalArgumentException if {@code position} is negative
   * @throws IOException if the bytes cannot be read or decoded
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
   * Returns how the bytes from {@code position} on are stored, for as many bytes as one extent
   * covers.
   *
   * @param position from 0 to less than {@link #size}
   * @param length from 1; the extent is never longer
   * @throws MalformedImageException if the position is at or past the end
   */
  HostExtent extent(long position, long length) throws IOException;

  /**
   * Returns the number of bytes from a position on that are zeros because nothing is stored there,
   * as far as that is known without reading or decoding them.
   *
   * @param position from 0
   * @return 0 if the next byte is not known to be in a hole
   */
  default long hole(long position) throws IOException {
    return 0;
  }

  /**
   * Fills {@code target}.
   *
   * @throws MalformedImageException if the source ends before
   */
  default void readFully(long position, ByteBuffer target) throws IOException {
    long offset = position;
    int requested = target.remaining();
    while (target.hasRemaining()) {
      int count = read(offset, target);
      if (count < 0) {
        long found = Math.max(0, size() - position);
        throw new MalformedImageException(
            "image", position, requested + " bytes", found + " bytes");
      }
      offset += count;
    }
  }

  /**
   * Returns the bytes from a position on.
   *
   * @param length their number, of which the caller has made sure that memory has room for it
   * @throws MalformedImageException if the source ends before
   */
  default byte[] readFully(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    readFully(position, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * Reads the joined bytes of equal pieces with equal gaps between them, such as the user data of
   * raw sectors: at most as many as {@code target} has room for, possibly fewer. Byte {@code
   * offset} of the joined pieces is byte {@code first + offset / piece * stride + offset % piece}
   * of this source.
   *
   * @param first position of piece 0, from 0
   * @param stride bytes from one piece to the next
   * @param piece bytes of a piece, from 1 to {@code stride}
   * @param offset offset in the joined pieces, from 0
   * @param target receives the bytes; the bytes between its new position and its limit may change
   * @return the count, at least 1 unless {@code target} is full; -1 at or past the end
   */
  default int readStrided(long first, int stride, int piece, long offset, ByteBuffer target)
      throws IOException {
    int begin = target.position();
    int total = 0;
    try {
      while (target.hasRemaining()) {
        long next = offset + total;
        int within = (int) (next % piece);
        int count = read(first + next / piece * stride + within, target, piece - within);
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

  /** Returns whether bytes are so expensive to get that {@link #prefetch} is useful. */
  default boolean isEncoded() {
    return false;
  }

  /**
   * Announces that bytes will be read soon. A source that {@link #isEncoded} may decode them on
   * other cores; a distant host is asked for all of them when the first is read. Errors are
   * ignored, because the reader gets them.
   *
   * @param position from 0
   * @param length from 0; may lead past the end
   */
  default void prefetch(long position, long length) {}

  /**
   * Announces that bytes will be read soon, so that a distant host sends them by one request.
   * Unlike {@link #prefetch}, decodes nothing in advance.
   *
   * @param position from 0
   * @param length from 0; may lead past the end
   */
  default void announce(long position, long length) {
    if (!isEncoded()) {
      prefetch(position, length);
    }
  }

  /**
   * Returns the part of {@code length} bytes at {@code offset}; reads past the end of this source
   * throw.
   */
  default ByteSource slice(long offset, long length) {
    if (offset == 0 && sizeKnown() && length == size()) {
      return this;
    }
    return new SliceSource(this, offset, length);
  }

  /**
   * Returns the part from a position to the end, whose size is known if that of this source is.
   *
   * @param offset from 0; at the end or after it the part is empty
   */
  default ByteSource tail(long offset) {
    if (sizeKnown()) {
      return slice(offset, Math.max(0, size() - offset));
    }
    return offset == 0 ? this : new TailSource(this, offset);
  }

  /**
   * Checks, without reading, that all bytes of this source exist. Structures may promise more than
   * the image holds, so a caller checks this before it allocates {@link #size} bytes.
   *
   * @throws MalformedImageException if bytes at the end can never be read
   */
  default void requireWhole() throws IOException {
    if (size() > 0) {
      extent(size() - 1, 1);
    }
  }

  /** Frees the resources of this source; a part of another source has none. */
  @Override
  default void close() throws IOException {}
}
