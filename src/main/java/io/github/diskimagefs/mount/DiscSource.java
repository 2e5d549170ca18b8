package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.sector.DiscSpace;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.iso9660.TrackOrigin;
import java.io.IOException;

/**
 * The address space of a disc, for a volume that begins at one of its tracks.
 *
 * @param space the user data of all sessions
 * @param shift blocks from the start of the space to what the volume counts as its block 0: 0 on
 *     every disc that was ever pressed
 * @param bytes the space from there on
 * @param start position in {@code bytes} of the track
 * @param end position in {@code bytes} of the session's end
 */
record DiscSource(
    DiscSpace space, long shift, ByteSource bytes, long start, long end, ChunkCache cache)
    implements VolumeSource {
  private static final int BLOCK = 2048;

  static DiscSource of(DiscSpace space, Session session, Track track, ChunkCache cache) {
    long begin = Math.max(0, track.start());
    long shift = TrackOrigin.isTrack(space, begin) ? begin : 0;
    long end = session.tracks().stream().filter(Track::data).mapToLong(Track::end).max().orElse(0);
    ByteSource bytes =
        shift == 0 ? space : space.slice(shift * BLOCK, space.size() - shift * BLOCK);
    return new DiscSource(
        space, shift, bytes, (begin - shift) * BLOCK, (end - shift) * BLOCK, cache);
  }

  /** Returns the bytes up to the first block that no data track holds. */
  @Override
  public ByteSource track() {
    long until = (space.endOfData(start / BLOCK + shift) - shift) * BLOCK;
    return bytes.slice(start, Math.max(0, until - start));
  }

  @Override
  public boolean listed() {
    return VolumeSource.super.listed() || space.tracks() > 1;
  }

  @Override
  public boolean raw() {
    return space.raw();
  }

  @Override
  public ByteSource form2(long sector, long count) throws IOException {
    return space.form2(sector + shift, count);
  }

  @Override
  public ByteSource rawSectors(long sector, long count) {
    return space.rawSectors(sector + shift, count);
  }
}
