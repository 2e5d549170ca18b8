package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Fork: length and first three extents (Inside Macintosh: Files 2-74). An extent has 16 bits of
 * first block and 16 bits of count.
 */
record HfsFork(long size, int first, int second, int third) {

  /** Length of an extent record in bytes. */
  static final int EXTENTS_LENGTH = 12;

  /** Reads an extent record. */
  static HfsFork read(long size, Struct extents) throws MalformedImageException {
    return new HfsFork(size, extents.s32(0), extents.s32(4), extents.s32(8));
  }
}
