package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a disc of a descriptor and the sectors, which follow each other from byte 0 on.
 *
 * @param file the sectors, without the descriptor
 * @param disc to which the tracks are added
 */
record CdiLayout(ByteSource file, CdiDescriptor descriptor, DiscBuilder disc) {
  /** Adds the tracks of all sessions; returns the disc. */
  Disc build() throws IOException {
    int sessions = 0;
    int tracks = 0;
    long offset = 0;
    for (List<CdiTrack> session : descriptor.sessions()) {
      disc.session(++sessions);
      for (int i = 0; i < session.size(); i++) {
        CdiTrack track = session.get(i);
        place(track, i == 0);
        disc.track(stored(track, ++tracks, offset));
        offset += track.sectors() * track.sectorSize();
      }
    }
    return disc.build(descriptor.cdText(), descriptor.catalogue());
  }

  private StoredTrack stored(CdiTrack track, int number, long offset) {
    Map<String, String> texts = new TreeMap<>(descriptor.cdText().getOrDefault(number, Map.of()));
    if (!track.title().isEmpty()) {
      texts.putIfAbsent("title", track.title());
    }
    if (!track.isrc().isEmpty()) {
      texts.put("isrc", track.isrc());
    }
    return new StoredTrack(
        CdiTrailer.DESCRIPTOR,
        number,
        track.kind(),
        track.sectorSize(),
        track.control(),
        new TrackExtent(file, offset, track.sectors()),
        track.pregap(),
        track.laterIndexes(),
        texts);
  }

  /** Moves to the address of the track's first stored sector. */
  private void place(CdiTrack track, boolean opens) {
    long first = track.start() - DiscBuilder.PREGAP;
    if (opens && !disc.laterSession()) {
      disc.moveTo(Math.max(first, -track.pregap()));
    } else if (opens && first <= disc.next()) {
      disc.skipLeads(track.pregap() > 0); // the writer left the address out
    } else {
      disc.moveTo(first);
    }
  }
}
