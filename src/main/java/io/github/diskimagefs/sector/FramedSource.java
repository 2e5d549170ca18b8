package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Raw sectors of a track that is stored without sync pattern and header: these are made anew. */
final class FramedSource extends PositionalSource {
  private final Track track;
  private final long from;
  private final long count;

  FramedSource(Track track, long from, long count) {
    this.track = track;
    this.from = from;
    this.count = count;
  }

  @Override
  public long size() {
    return count * SectorLayout.RAW;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    byte[] sector = new byte[SectorLayout.RAW];
    track.raw(from + position / SectorLayout.RAW, sector);
    int within = (int) (position % SectorLayout.RAW);
    int part = Math.min(target.remaining(), SectorLayout.RAW - within);
    target.put(sector, within, part);
    return part;
  }

  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size() - position));
  }
}
