package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.TrackMode;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A track block of 80 bytes.
 *
 * @param mode the low three bits count: 1 is audio, 2 mode 1, the others mode 2 and its forms
 * @param control bits of sub-channel Q
 * @param point track number; 0xA0 to 0xA2 are first track, last track and lead-out
 * @param extra of a CD the byte of the extra block, of a DVD the number of sectors
 * @param sectorSize bytes of a stored sector, sub-channel included
 * @param start logical block address of INDEX 01
 * @param offset byte of INDEX 01 in the sectors
 * @param files number of files that hold the sectors
 * @param footer byte of the first footer block, or 0
 */
record MdsTrack(
    int mode,
    int control,
    int point,
    long extra,
    int sectorSize,
    long start,
    long offset,
    long files,
    long footer) {
  static final int LENGTH = 80;

  /**
   * An extra block of 8 bytes.
   *
   * @param pregap sectors before INDEX 01
   * @param sectors from INDEX 01 on
   */
  record Extra(long pregap, long sectors) {}

  static MdsTrack read(ByteSource file, long position) throws IOException {
    Struct struct = Struct.read("MDS track block", file, position, LENGTH, ByteOrder.LITTLE_ENDIAN);
    return new MdsTrack(
        struct.u8(0) & 7,
        struct.u8(2) & 0xF,
        struct.u8(4),
        struct.u32(12),
        struct.u16(16),
        struct.s32(0x24),
        struct.u64(0x28),
        struct.u32(0x30),
        struct.u32(0x34));
  }

  /** Reads the extra block; null if the track has none. */
  Extra readExtra(ByteSource file) throws IOException {
    if (extra == 0) {
      return null;
    }
    Struct struct = Struct.read("MDS extra block", file, extra, 8, ByteOrder.LITTLE_ENDIAN);
    return new Extra(struct.u32(0), struct.u32(4));
  }

  TrackMode kind() {
    return switch (mode) {
      case 1 -> TrackMode.AUDIO;
      case 2 -> TrackMode.MODE1;
      default -> TrackMode.MODE2;
    };
  }
}
