package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * How a range of a source is stored: as one run of a host file, or not as such.
 *
 * @param host the file that holds the bytes as they are, or null where they are computed (decoded,
 *     zeros, text made on the fly)
 * @param offset byte offset in {@code host}, 0 where that is null
 * @param length bytes covered, at least 1
 */
public record HostExtent(HostFile host, long offset, long length) {

  /** Bytes that no host file holds as they are. */
  public static HostExtent computed(long length) {
    return new HostExtent(null, 0, length);
  }

  /**
   * The one run that holds a whole range of a source, neighbours joined.
   *
   * @return the run, or null where the range is computed or scattered
   */
  public static HostExtent whole(ByteSource source, long position, long length) throws IOException {
    HostExtent run = longest(source, position, length);
    return run.stored() && run.length == length ? run : null;
  }

  /**
   * The run that a range of a source begins with, neighbours joined.
   *
   * @return the run, which ends with the range at the latest
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

  /** The part of a range that lies in {@code source}. */
  public static long clip(ByteSource source, long position, long length) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (length < 1) {
      throw new MalformedImageException("image", position, "nothing is stored from here on");
    }
    if (position >= source.size()) {
      throw new MalformedImageException(
          "image", position, "truncated: the data end at " + source.size());
    }
    return Math.min(length, source.size() - position);
  }

  /** Whether a host file holds the bytes as they are. */
  public boolean stored() {
    return host != null;
  }
}
