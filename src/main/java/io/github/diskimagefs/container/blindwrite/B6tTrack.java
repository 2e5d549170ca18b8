package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.StructReader;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.TrackMode;

/**
 * An entry of a session.
 *
 * @param session from 1
 * @param type 0 no track, 1 audio, 2 mode 1, 3 to 5 mode 2 and its forms, 6 DVD
 * @param control bits of sub-channel Q
 * @param point track number
 * @param pregap sectors from {@code start} to INDEX 01
 * @param start logical block address of the first sector
 * @param sectors number of sectors, pregap included
 */
record B6tTrack(
    int session, int type, int control, int point, long pregap, long start, long sectors) {
  private static final int DVD = 6;

  static B6tTrack read(StructReader in, int session) throws MalformedImageException {
    int type = in.u8();
    in.skip(9);
    int control = in.u8() & 0xF;
    in.skip(1);
    int point = in.u8();
    in.skip(5);
    long address = Msf.sectors(in.u8(), in.u8(), in.u8()) - Msf.OFFSET;
    in.skip(1);
    long pregap = in.u32();
    in.skip(16);
    long start = in.s32();
    long sectors = in.s32();
    in.skip(14);
    if (type != 0 && type != DVD) {
      in.skip(8);
    }
    // The table of contents has the address of INDEX 01; 00:00:00 stands for none.
    boolean listed = address > -Msf.OFFSET && address >= start && address < start + sectors;
    return new B6tTrack(
        session, type, control, point, listed ? address - start : pregap, start, sectors);
  }

  long end() {
    return start + sectors;
  }

  TrackMode kind() {
    return switch (type) {
      case 1 -> TrackMode.AUDIO;
      case 2, DVD -> TrackMode.MODE1;
      default -> TrackMode.MODE2;
    };
  }
}
