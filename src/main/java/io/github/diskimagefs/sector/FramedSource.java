package io.github.diskimagefs.sector;

import java.io.IOException;

/** Raw sectors of a track that is stored without sync pattern and header: these are made anew. */
final class FramedSource extends RebuiltSectors {
  private final Track track;
  private final long from;

  FramedSource(Track track, long from, long count) {
    super(0, SectorLayout.RAW, count);
    this.track = track;
    this.from = from;
  }

  @Override
  void rebuild(long index, byte[] sector) throws IOException {
    track.raw(from + index, sector);
  }
}
