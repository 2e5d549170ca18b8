package io.github.diskimagefs.container.chd;

/**
 * An entry of a map: how a hunk is stored.
 *
 * @param codec of a compressed hunk, else null
 * @param offset by kind: byte of the file, hunk of this image, byte of the parent, or the pattern
 * @param length bytes of a compressed hunk
 * @param checksum of the hunk's bytes as its map computes it; {@link #NO_CHECKSUM} if there is none
 */
record HunkEntry(Kind kind, ChdCodec codec, long offset, int length, long checksum) {
  static final long NO_CHECKSUM = -1;

  /** Kind of a hunk. */
  enum Kind {
    COMPRESSED,
    STORED,
    /** Eight bytes, which the entry has, over and over. */
    PATTERN,
    ZEROS,
    /** A copy of another hunk. */
    SELF,
    /** A copy of bytes of the parent. */
    PARENT
  }

  static HunkEntry of(Kind kind, long offset) {
    return new HunkEntry(kind, null, offset, 0, NO_CHECKSUM);
  }
}
