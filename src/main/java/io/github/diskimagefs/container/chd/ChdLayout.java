package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.SubchannelQ;
import io.github.diskimagefs.sector.SwappedSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Makes a disc of the frames of an image and its list of tracks.
 *
 * @param disc to which the tracks are added
 */
record ChdLayout(ByteSource frames, TrackList list, DiscBuilder disc) {
  /** Adds all tracks; returns the disc. */
  Disc build() throws IOException {
    long frame = 0;
    for (TrackEntry track : list.tracks()) {
      gap(track);
      add(track, frame);
      disc.skip(track.padding() + track.postgap());
      frame += track.frames() + track.extra();
    }
    return disc.build(Map.of());
  }

  /** Skips the sectors before a track that the image does not have. */
  private void gap(TrackEntry track) {
    boolean first = disc.sessionEmpty() && !disc.laterSession();
    if (list.gdRom() && disc.session() == 1 && disc.next() >= Session.HIGH_DENSITY) {
      disc.session(2);
    } else if (!list.gdRom() && track.session() != disc.session()) {
      disc.session(track.session());
      if (disc.laterSession()) {
        boolean own = track.pregap() > 0;
        disc.skip(disc.leadOut() + DiscBuilder.LEAD_IN + (own ? 0 : DiscBuilder.PREGAP));
      }
    }
    if (!first && !track.pregapStored()) {
      disc.skip(track.pregap());
    }
  }

  private void add(TrackEntry track, long frame) throws IOException {
    long count = track.frames() - track.padding();
    if (count == 0) {
      return;
    }
    long start = frame * CdHunk.FRAME;
    long left = (frames.size() - start) / CdHunk.FRAME;
    if (left <= 0) {
      ByteSource missing =
          UnreadableSource.malformed(
              "CHD track " + track.number(),
              "starts at frame " + frame + ", but the image has " + frames.size() + " bytes",
              count * CdHunk.FRAME);
      add(track, track.layout(), missing, SubchannelQ.NONE);
      return;
    }
    ByteSource stored = frames.slice(start, Math.min(count, left) * CdHunk.FRAME);
    SectorLayout layout = confirmed(track, stored);
    boolean audio = !layout.mode().data();
    SubchannelQ codes =
        track.subChannel() ? DiscBuilder.codes(layout, stored, pregap(track)) : SubchannelQ.NONE;
    add(track, layout, audio && !list.littleEndian() ? new SwappedSource(stored) : stored, codes);
  }

  private static long pregap(TrackEntry track) {
    return track.pregapStored() ? track.pregap() : 0;
  }

  private void add(TrackEntry track, SectorLayout layout, ByteSource bytes, SubchannelQ codes)
      throws IOException {
    disc.track(
        new DiscTrack(track.number(), layout, 0, bytes, pregap(track), List.of(), Map.of()), codes);
  }

  /** Returns the layout of raw sectors with the mode that their headers state. */
  private SectorLayout confirmed(TrackEntry track, ByteSource stored) throws IOException {
    SectorLayout layout = track.layout();
    if (!layout.mode().data() || layout.stored() != SectorLayout.RAW) {
      return layout;
    }
    try {
      SectorLayout found = disc.confirm(stored, pregap(track) * CdHunk.FRAME, layout);
      return found.stride() == CdHunk.FRAME ? found : layout;
    } catch (MalformedImageException e) {
      return layout; // reading the track throws it again
    }
  }
}
