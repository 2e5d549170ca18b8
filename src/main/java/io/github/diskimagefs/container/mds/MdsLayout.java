package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a disc of the sessions of a descriptor and the files of sectors. */
final class MdsLayout {
  private static final String TRACK = "MDS track block";

  private final ByteSource mds;
  private final MdsHeader header;
  private final MdsFiles files;
  private final DiscBuilder disc;
  private final Set<Integer> numbers = new HashSet<>();

  /** Byte after the track that was added last, and the sectors that hold it. */
  private long end;

  private ByteSource last;

  MdsLayout(ByteSource mds, MdsFiles files, VolumeRecognizer volumes) throws IOException {
    this.mds = mds;
    this.header = MdsHeader.read(mds);
    this.files = files;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    for (MdsSession session : header.readSessions(mds)) {
      disc.session(Math.max(session.number(), disc.session()));
      List<MdsTrack> tracks = session.tracks();
      for (int i = 0; i < tracks.size(); i++) {
        add(tracks.get(i), i + 1 < tracks.size() ? tracks.get(i + 1).start() : session.end());
      }
    }
    files.requireAny();
    return disc.build(Map.of());
  }

  /**
   * Adds a track.
   *
   * @param next the block after the track, for tracks without an extra block
   */
  private void add(MdsTrack track, long next) throws IOException {
    if (!numbers.add(track.point())) {
      return; // the table of contents repeats it
    }
    ByteSource file = files.open(track);
    int size = Math.max(1, track.sectorSize());
    MdsTrack.Extra extra = header.dvd() ? null : track.readExtra(mds);
    long sectors = extra == null ? Math.max(0, next - track.start()) : extra.sectors();
    if (header.dvd()) {
      sectors = track.extra() > 0 ? track.extra() : unbounded(file, track.offset(), size);
    }
    long pregap = extra == null ? 0 : extra.pregap();
    boolean stored = pregap > 0 && track.offset() - pregap * size == (file.equals(last) ? end : 0);
    pregap = stored ? pregap : 0;
    long offset = track.offset() - pregap * size;
    disc.moveTo(track.start() - pregap);
    disc.track(
        new StoredTrack(
            TRACK,
            track.point(),
            track.kind(),
            track.sectorSize(),
            track.control(),
            new TrackExtent(file, offset, pregap + sectors),
            pregap,
            List.of(),
            Map.of()));
    last = file;
    end = track.offset() + sectors * size;
  }

  private static long unbounded(ByteSource file, long offset, int size) {
    return file instanceof UnreadableSource ? 1 : Math.max(0, file.size() - offset) / size;
  }
}
