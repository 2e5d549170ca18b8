package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Content of a file whose volume stores hashes of it: the range that has a hash is compared with it
 * before any of its bytes is returned. The ranges that were compared are remembered, up to a fixed
 * number, so that memory does not grow with the file; a range may have hundreds of megabytes.
 */
public abstract class VerifiedSource extends SegmentedSource {
  private static final int BUFFER_BYTES = 64 << 10;

  /** About 100 KiB of an open file. */
  private static final int MAX_REMEMBERED_RANGES = 1024;

  private static final Range NONE = new Range(0, 0);

  private final String structure;
  private final ByteSource content;
  private final VerifiedRanges verified = new VerifiedRanges(MAX_REMEMBERED_RANGES);
  private volatile Range last = NONE;

  /**
   * A range that has the hash stored for it.
   *
   * @param start of its first byte in the file
   * @param end after its last byte
   */
  protected record Range(long start, long end) {
    /** Creates a range. */
    public Range {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("range from " + start + " to " + end);
      }
    }

    private boolean holds(long position) {
      return position >= start && position < end;
    }
  }

  /**
   * For subclasses.
   *
   * @param structure name of the content, for messages
   */
  protected VerifiedSource(String structure, ByteSource content) {
    this.structure = structure;
    this.content = content;
  }

  /**
   * Compares the range that holds a position with its hash.
   *
   * @param position from 0 to less than {@link #size}
   * @return the range, which holds the position
   * @throws MalformedImageException if it has another hash
   */
  protected abstract Range verify(long position) throws IOException;

  /** Compares all ranges; returns their number. */
  public final long verifyAll() throws IOException {
    long count = 0;
    for (long position = 0; position < size(); count++) {
      position = verify(position).end();
    }
    return count;
  }

  /**
   * Compares a range with a hash.
   *
   * @param padded length of the range as it was hashed: zeros follow the last byte of the content
   * @param digest was given what precedes the range, if anything
   * @param expected in hexadecimal digits of lower case
   */
  protected final Range compare(long start, long padded, MessageDigest digest, String expected)
      throws IOException {
    long end = Math.min(size(), start + padded);
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, padded)];
    for (long position = start; position < end; ) {
      int length = (int) Math.min(buffer.length, end - position);
      content.readFully(position, ByteBuffer.wrap(buffer, 0, length));
      digest.update(buffer, 0, length);
      position += length;
    }
    zeros(digest, buffer, start + padded - end);
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected)) {
      throw new MalformedImageException(
          structure + ", bytes " + start + " to " + (end - 1),
          imageOffset(start),
          digest.getAlgorithm() + " " + expected,
          found);
    }
    return new Range(start, end);
  }

  private static void zeros(MessageDigest digest, byte[] buffer, long count) {
    if (count > 0) {
      Arrays.fill(buffer, (byte) 0);
      for (long left = count; left > 0; left -= buffer.length) {
        digest.update(buffer, 0, (int) Math.min(buffer.length, left));
      }
    }
  }

  private long imageOffset(long position) throws IOException {
    HostExtent extent = content.extent(position, 1);
    return extent.stored() ? extent.offset() : MalformedImageException.NO_OFFSET;
  }

  /** Returns the content, not compared. */
  protected final ByteSource content() {
    return content;
  }

  /** Returns the exception for a position that no hash covers. */
  protected final MalformedImageException uncovered(long position) {
    return new MalformedImageException(
        structure, MalformedImageException.NO_OFFSET, "no hash of byte " + position);
  }

  @Override
  public final long size() {
    return content.size();
  }

  /** Compares the range that holds a position if it was not compared before; returns its end. */
  @Override
  protected final long segment(long position) throws IOException {
    return range(position).end();
  }

  @Override
  protected final long remaining(long end, long position) {
    return end - position;
  }

  @Override
  protected final ByteSource stored(long end, long position) {
    return content;
  }

  /** Returns a computed extent, because the stored bytes have to be compared. */
  @Override
  public final HostExtent extent(long position, long length) throws IOException {
    return HostExtent.computed(HostExtent.clip(this, position, length));
  }

  /** Returns 0: whether the next bytes are in a hole is not known without comparing them. */
  @Override
  public final long hole(long position) {
    return 0;
  }

  private Range range(long position) throws IOException {
    Range range = last;
    if (!range.holds(position)) {
      range = verified.find(position);
      if (range == null) {
        range = verified.add(verify(position));
      }
      last = range;
    }
    return range;
  }

  @Override
  public final boolean isEncoded() {
    return content.isEncoded();
  }

  @Override
  public final void prefetch(long position, long length) {
    content.prefetch(position, length);
  }

  @Override
  public final void requireWhole() throws IOException {
    content.requireWhole();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
