package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;

/**
 * A session of a disc whose image has no table of contents.
 *
 * @param bytes the user data of the whole disc
 * @param start byte position of the session
 * @param next byte position at which the next session starts, -1 if none does
 * @param listed whether the descriptors of the session are at its start: those of the first session
 *     may be lost
 */
public record SessionSource(
    ByteSource bytes, long start, long next, boolean listed, int sectorSize, ChunkCache cache)
    implements VolumeSource {

  @Override
  public long end() {
    return next < 0 ? bytes.size() : next;
  }
}
