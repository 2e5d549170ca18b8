package io.github.diskimagefs.sector;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The user data of a data track, each sector checked and where need be repaired when it is read.
 */
final class EdcCheckedSource extends PositionalSource {
  private final Track track;

  EdcCheckedSource(Track track) {
    this.track = track;
  }

  @Override
  public long size() {
    return track.stored() * SectorLayout.USER;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    byte[] sector = new byte[SectorLayout.RAW];
    int user = track.layout().mode() == TrackMode.MODE1 ? 16 : 24;
    int total = 0;
    while (target.hasRemaining() && position + total < size()) {
      long offset = position + total;
      long index = offset / SectorLayout.USER;
      int within = (int) (offset % SectorLayout.USER);
      try {
        check(index, sector);
      } catch (IOException e) {
        if (total == 0) {
          throw e;
        }
        break; // what was read counts; the next read meets the fault again
      }
      int count = Math.min(target.remaining(), SectorLayout.USER - within);
      target.put(sector, user + within, count);
      total += count;
    }
    return total;
  }

  private void check(long index, byte[] sector) throws IOException {
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

  /** Nobody may go round the check. */
  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size() - position));
  }
}
