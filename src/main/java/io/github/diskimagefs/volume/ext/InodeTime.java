package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Times of inodes, kept as recorded: the lower half is the signed seconds since 1970, the upper
 * half the extra field, of whose bits 0 and 1 extend the seconds (to the year 2446) and 2 to 31 are
 * nanoseconds.
 */
final class InodeTime {
  /** Not a time: its nanoseconds are too many. */
  static final long NONE = -1;

  private static final int MAX_NANOS = 999_999_999;

  private InodeTime() {}

  /**
   * Reads a time.
   *
   * @param extra offset of the extra field, which is there if the inode's fields reach so far
   * @param end where the inode's fields end
   */
  static long read(Struct struct, int offset, int extra, int end) throws MalformedImageException {
    return struct.u32(offset) | (end >= extra + 4 ? struct.u32(extra) << 32 : 0);
  }

  static FileTime fileTime(long time) {
    long epoch = time >>> 32 & 3;
    long seconds = (int) time + (epoch << 32);
    int nanos = (int) (time >>> 34);
    return nanos == 0 || nanos > MAX_NANOS
        ? FileTime.fromMillis(seconds * 1000)
        : FileTime.from(Instant.ofEpochSecond(seconds, nanos));
  }
}
