package io.github.diskimagefs.sector;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * The user data of a data track, each sector checked and where need be repaired when it is read.
 */
final class EdcCheckedSource extends RebuiltSectors {
  private final Track track;

  EdcCheckedSource(Track track) {
    super(userOffset(track), SectorLayout.USER, track.stored());
    this.track = track;
  }

  private static int userOffset(Track track) {
    return track.layout().mode() == TrackMode.MODE1 ? 16 : 24;
  }

  @Override
  void rebuild(long index, byte[] sector) throws IOException {
    track.raw(index, sector);
    if (SectorCheck.check(sector, track.layout().mode()) == SectorCheck.Result.LOST) {
      long block = track.first() + index;
      throw new MalformedImageException(
          "sector " + block,
          MalformedImageException.NO_OFFSET,
          String.format(
              "track %02d, LBA %d (%s): EDC is wrong, and the parity cannot correct it",
              track.number(), block, Msf.address(block)));
    }
  }
}
