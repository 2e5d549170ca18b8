package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A session block of 24 bytes, and its track blocks.
 *
 * @param end logical block address of the lead-out
 * @param number 1-based
 * @param tracks without the blocks for lead-in and lead-out
 */
record MdsSession(long end, int number, List<MdsTrack> tracks) {
  static final int LENGTH = 24;

  private static final int LAST_TRACK = 99;

  static MdsSession read(ByteSource file, long offset) throws IOException {
    Struct struct = Struct.read("MDS session block", file, offset, LENGTH, ByteOrder.LITTLE_ENDIAN);
    int blocks = struct.u8(10);
    List<MdsTrack> tracks = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      MdsTrack track = MdsTrack.read(file, struct.u32(20) + (long) i * MdsTrack.LENGTH);
      if (track.point() >= 1 && track.point() <= LAST_TRACK) {
        tracks.add(track);
      }
    }
    return new MdsSession(struct.s32(4), struct.u16(8), tracks);
  }
}
