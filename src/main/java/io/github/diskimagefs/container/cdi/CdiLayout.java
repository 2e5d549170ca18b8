package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a disc of a descriptor and the sectors, which follow each other from byte 0 on. */
final class CdiLayout {
  private final ByteSource file;
  private final CdiDescriptor descriptor;
  private final DiscBuilder disc;
  private int tracks;
  private long offset;

  /**
   * Prepares a layout.
   *
   * @param file the sectors, without the descriptor
   */
  CdiLayout(ByteSource file, CdiDescriptor descriptor, VolumeRecognizer volumes) {
    this.file = file;
    this.descriptor = descriptor;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    int number = 0;
    for (List<CdiTrack> session : descriptor.sessions()) {
      disc.session(++number);
      for (int i = 0; i < session.size(); i++) {
        add(session.get(i), i == 0);
      }
    }
    Map<String, String> texts = new TreeMap<>(descriptor.cdText().getOrDefault(0, Map.of()));
    if (!descriptor.catalogue().isEmpty()) {
      texts.put("mcn", descriptor.catalogue());
    }
    return disc.build(texts);
  }

  private void add(CdiTrack track, boolean opens) throws IOException {
    int number = ++tracks;
    Map<String, String> texts = new TreeMap<>(descriptor.cdText().getOrDefault(number, Map.of()));
    if (!track.title().isEmpty()) {
      texts.putIfAbsent("title", track.title());
    }
    if (!track.isrc().isEmpty()) {
      texts.put("isrc", track.isrc());
    }
    place(track, opens);
    disc.track(
        new StoredTrack(
            CdiTrailer.DESCRIPTOR,
            number,
            track.kind(),
            track.sectorSize(),
            track.control(),
            new TrackExtent(file, offset, track.sectors()),
            track.pregap(),
            track.laterIndexes(),
            texts));
    offset += track.sectors() * track.sectorSize();
  }

  /** Moves to the address of the track's first stored sector. */
  private void place(CdiTrack track, boolean opens) {
    long first = track.start() - DiscBuilder.PREGAP;
    if (opens && !disc.laterSession()) {
      disc.moveTo(Math.max(first, -track.pregap()));
    } else if (opens && first <= disc.next()) {
      disc.skipLeads(); // the writer left the address out
      disc.skip(track.pregap() > 0 ? 0 : DiscBuilder.PREGAP);
    } else {
      disc.moveTo(first);
    }
  }
}
