package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A fork: its length and its first three extents (Inside Macintosh: Files 2-74), 16 bits each of
 * first block and count.
 */
record HfsFork(long size, int first, int second, int third) {

  /** Bytes of an extent record. */
  static final int EXTENTS_LENGTH = 12;

  static HfsFork read(long size, Struct extents) throws MalformedImageException {
    return new HfsFork(size, extents.s32(0), extents.s32(4), extents.s32(8));
  }
}
