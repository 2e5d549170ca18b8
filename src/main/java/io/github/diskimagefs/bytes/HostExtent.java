package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * How a range of a source is stored: in one range of a host file, or computed.
 *
 * @param host the file that holds the bytes unchanged, or null if they are computed (decoded,
 *     zeros, generated text)
 * @param offset byte offset in {@code host}, 0 if that is null
 * @param length bytes covered, at least 1
 */
public record HostExtent(HostFile host, long offset, long length) {

  /** Returns the extent of bytes that no host file holds unchanged. */
  public static HostExtent computed(long length) {
    return new HostExtent(null, 0, length);
  }

  /**
   * Returns the one extent that holds a whole range of a source; adjacent extents are joined.
   *
   * @return null if the range is computed or fragmented
   */
  public static HostExtent whole(ByteSource source, long position, long length) throws IOException {
    HostExtent extent = longest(source, position, length);
    return extent.stored() && extent.length == length ? extent : null;
  }

  /**
   * Returns the extent at the start of a range of a source; adjacent extents are joined.
   *
   * @return the extent, no longer than the range
   */
  public static HostExtent longest(ByteSource source, long position, long length)
      throws IOException {
    HostExtent joined = source.extent(position, length);
    while (joined.stored() && joined.length < length) {
      HostExtent next = source.extent(position + joined.length, length - joined.length);
      if (next.host != joined.host || next.offset != joined.offset + joined.length) {
        break;
      }
      joined = new HostExtent(joined.host, joined.offset, joined.length + next.length);
    }
    return joined;
  }

  /** Returns how many bytes of a range are in {@code source}. */
  public static long clip(ByteSource source, long position, long length) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (length < 1) {
      throw new MalformedImageException("image", position, "nothing is stored from here on");
    }
    long held = source.clip(position, length);
    if (held == 0) {
      throw new MalformedImageException(
          "image", position, "truncated: the data end at " + source.size());
    }
    return held;
  }

  /** Returns whether a host file holds the bytes unchanged. */
  public boolean stored() {
    return host != null;
  }
}
