package io.github.diskimagefs.sector;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What reading every sector of a track found.
 *
 * @param sectors how many there are
 * @param badEdc how many have a wrong error detection code
 * @param corrected how many of these the parity made right
 * @param lost how many it could not
 * @param firstLost logical block address of the first that is lost, or -1
 */
public record TrackReport(long sectors, long badEdc, long corrected, long lost, long firstLost) {

  /** Whether nothing is lost. */
  public boolean valid() {
    return lost == 0;
  }

  /** Reads all of a track; where codes are not stored, reading is all that is checked. */
  public static TrackReport of(Track track) throws IOException {
    if (!track.layout().checkable()) {
      ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
      for (long offset = 0; offset < track.bytes().size(); ) {
        buffer.clear();
        offset += Math.max(1, track.bytes().read(offset, buffer));
      }
      return new TrackReport(track.stored(), 0, 0, 0, -1);
    }
    byte[] sector = new byte[SectorLayout.RAW];
    long corrected = 0;
    long lost = 0;
    long firstLost = -1;
    for (long index = 0; index < track.stored(); index++) {
      switch (checked(track, index, sector)) {
        case VALID -> {}
        case CORRECTED -> corrected++;
        case LOST -> {
          firstLost = lost++ == 0 ? track.first() + index : firstLost;
        }
      }
    }
    return new TrackReport(track.stored(), corrected + lost, corrected, lost, firstLost);
  }

  private static SectorCheck.Result checked(Track track, long index, byte[] sector)
      throws IOException {
    if ((index + 1) * track.layout().stride() > track.bytes().size()) {
      return SectorCheck.Result.LOST; // the file ends within this sector
    }
    track.raw(index, sector);
    return SectorCheck.check(sector, track.layout().mode());
  }

  @Override
  public String toString() {
    return sectors
        + " sectors, "
        + badEdc
        + " bad EDC, "
        + corrected
        + " corrected, "
        + lost
        + " lost"
        + (lost == 0 ? "" : ", the first at LBA " + firstLost);
  }
}
