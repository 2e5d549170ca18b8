package io.github.diskimagefs.sector;

import java.io.IOException;

/** Raw sectors of a track that is stored without sync pattern and header: these are made anew. */
final class FramedSource extends RebuiltSectors {
  private final Track track;
  private final long index;

  FramedSource(Track track, long index, long count) {
    super(0, SectorLayout.RAW, count);
    this.track = track;
    this.index = index;
  }

  @Override
  void rebuild(long sectorIndex, byte[] sector) throws IOException {
    track.raw(index + sectorIndex, sector);
  }
}
