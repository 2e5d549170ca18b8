package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source made of segments: each is stored in a range of another source, or computed (zeros, a
 * decoded chunk). Subclasses say where the segments are; this class reads across their borders,
 * returns the bytes read before an error, and answers for extents and prefetching.
 *
 * <p>A segment is named by a number that only the subclass interprets: an index, a block, an
 * address. Finding one allocates nothing, so that reads need not.
 */
public abstract class SegmentedSource extends PositionalSource {
  /**
   * Maximum number of segments handed to {@link ByteSource#prefetch} in one call, so that a file in
   * many tiny segments does not hold up its reader.
   */
  private static final int MAX_PREFETCHED_SEGMENTS = 1024;

  /** For subclasses. */
  protected SegmentedSource() {}

  /**
   * Returns the segment that holds a position.
   *
   * @param position from 0 to less than {@link #size}
   * @throws IOException if no segment holds it, or the segment cannot be found
   */
  protected abstract long segment(long position) throws IOException;

  /**
   * Returns the segment that holds a position, which is where another segment ends. Overridden
   * where that is cheaper than a search.
   *
   * @param before the segment that ends at {@code position}
   */
  protected long segmentAfter(long before, long position) throws IOException {
    return segment(position);
  }

  /**
   * Returns the number of bytes from a position to the end of its segment, at least 1. It may pass
   * the end of this source.
   */
  protected abstract long remaining(long segment, long position);

  /**
   * Returns the number of bytes from a position on that follow each other where they are stored, up
   * to {@code max} or more: those of the segment, unless overridden.
   *
   * @param max from 1
   */
  protected long contiguous(long segment, long position, long max) throws IOException {
    return remaining(segment, position);
  }

  /**
   * Returns the source that stores a segment's bytes from a position on.
   *
   * @return null if the bytes are computed
   */
  protected ByteSource stored(long segment, long position) throws IOException {
    return null;
  }

  /** Returns the offset of a position in the source that {@link #stored} returned for it. */
  protected long storedOffset(long segment, long position) {
    return position;
  }

  /**
   * Reads bytes of a segment that no other source stores; zeros, unless overridden.
   *
   * @param target has room, possibly for more than the bytes of the segment; it may get the bytes
   *     after these, up to the end of this source
   * @return the count, at least 1
   */
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    return ZeroSource.fill(target, Math.min(remaining(segment, position), size() - position));
  }

  /**
   * Returns whether a segment that no other source stores is zeros; false, unless overridden.
   *
   * @param segment for which {@link #stored} returned null
   */
  protected boolean isHole(long segment) throws IOException {
    return false;
  }

  @Override
  public long hole(long position) throws IOException {
    if (position >= size()) {
      return 0;
    }
    long segment = segment(position);
    long left = Math.min(remaining(segment, position), size() - position);
    ByteSource source = stored(segment, position);
    if (source == null) {
      return isHole(segment) ? left : 0;
    }
    return Math.min(left, source.hole(storedOffset(segment, position)));
  }

  /** Returns the error of a segment that passes the end of the source that stores it. */
  protected MalformedImageException truncated(long segment, long position) throws IOException {
    return SliceSource.truncated(
        stored(segment, position),
        storedOffset(segment, position),
        Math.min(remaining(segment, position), size() - position));
  }

  /** Reads until {@code target} is full or this source ends. */
  @Override
  protected final int readAt(long position, ByteBuffer target) throws IOException {
    int begin = target.position();
    int requested = (int) Math.min(target.remaining(), size() - position);
    int total = 0;
    try {
      long segment = segment(position);
      while (true) {
        int left = (int) Math.min(remaining(segment, position + total), requested - total);
        int end = total + left;
        while (total < end) {
          total += readSegment(segment, position + total, end - total, target);
        }
        if (total >= requested) {
          return total;
        }
        segment = segmentAfter(segment, position + total);
      }
    } catch (IOException e) {
      target.position(begin + total);
      if (total == 0) {
        throw e;
      }
      return total; // the bytes already read; the next read throws
    }
  }

  private int readSegment(long segment, long position, int max, ByteBuffer target)
      throws IOException {
    ByteSource source = stored(segment, position);
    if (source == null) {
      return compute(segment, position, target);
    }
    int count = source.read(storedOffset(segment, position), target, max);
    if (count <= 0) {
      throw truncated(segment, position);
    }
    return count;
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    long segment = segment(position);
    covered = Math.min(covered, contiguous(segment, position, covered));
    ByteSource source = stored(segment, position);
    if (source == null) {
      return HostExtent.computed(covered);
    }
    long offset = storedOffset(segment, position);
    long held = source.clip(offset, covered);
    if (held == 0) {
      throw truncated(segment, position);
    }
    return source.extent(offset, held);
  }

  /** Returns whether the first segment is: the segments of a source come from the same image. */
  @Override
  public boolean isEncoded() {
    try {
      ByteSource first = size() == 0 ? null : stored(segment(0), 0);
      return first != null && first.isEncoded();
    } catch (IOException e) {
      return false; // the reader gets the error
    }
  }

  @Override
  public void prefetch(long position, long length) {
    long end = position + Math.min(length, Math.max(0, size() - position));
    try {
      long offset = position;
      for (int count = 0; offset < end && count < MAX_PREFETCHED_SEGMENTS; count++) {
        long segment = segment(offset);
        long left = Math.min(remaining(segment, offset), end - offset);
        ByteSource source = stored(segment, offset);
        if (source != null) {
          source.prefetch(storedOffset(segment, offset), left);
        }
        offset += left;
      }
    } catch (IOException e) {
      // The reader gets the error.
    }
  }
}
