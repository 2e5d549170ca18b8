package io.github.diskimagefs.container.chd;

import java.io.IOException;

/** The map of an image. Safe for use by many threads. */
interface HunkMap {

  /**
   * Returns the entry of a hunk.
   *
   * @param hunk below the number of hunks
   * @throws io.github.diskimagefs.MalformedImageException if it is invalid
   */
  HunkEntry entry(long hunk) throws IOException;

  /** Returns the checksum of a hunk's bytes, of the kind that the entries have. */
  long checksum(byte[] hunk) throws IOException;
}
