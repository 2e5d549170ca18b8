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
    List<MdsSession> sessions = header.readSessions(mds);
    List<MdsTrack> tracks = sessions.stream().flatMap(each -> each.tracks().stream()).toList();
    int index = 0;
    for (MdsSession session : sessions) {
      disc.session(Math.max(session.number(), disc.session()));
      for (MdsTrack track : session.tracks()) {
        index++;
        add(track, index < tracks.size() ? tracks.get(index) : null, session.end());
      }
    }
    files.requireAny();
    return disc.build(Map.of());
  }

  /**
   * Adds a track.
   *
   * @param next the track that follows on the disc, or null
   * @param leadOut the block at which the session ends
   */
  private void add(MdsTrack track, MdsTrack next, long leadOut) throws IOException {
    if (!numbers.add(track.point())) {
      return; // the table of contents repeats it
    }
    ByteSource file = files.open(track);
    int size = Math.max(1, track.sectorSize());
    MdsTrack.Extra extra = header.dvd() ? null : track.readExtra(mds);
    long sectors;
    if (header.dvd()) {
      sectors = track.extra() > 0 ? track.extra() : unbounded(file, track.offset(), size);
    } else if (extra == null) {
      sectors = Math.max(0, (next == null ? leadOut : next.start()) - track.start());
    } else {
      sectors = Math.max(extra.sectors(), room(track, extra.sectors(), next));
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

  /**
   * Returns the number of sectors up to the next track in the same files, because a writer states a
   * single sector for a track of data; 0 if the room is that for the pregap of the next track.
   */
  private long room(MdsTrack track, long stated, MdsTrack next) throws IOException {
    if (next == null
        || !files.open(next).equals(files.open(track))
        || next.offset() <= track.offset()) {
      return 0;
    }
    long room = (next.offset() - track.offset()) / Math.max(1, track.sectorSize());
    MdsTrack.Extra extra = next.readExtra(mds);
    boolean pregap = extra != null && room - stated == extra.pregap();
    return pregap ? 0 : Math.min(room, next.start() - track.start());
  }

  private static long unbounded(ByteSource file, long offset, int size) {
    return file instanceof UnreadableSource ? 1 : Math.max(0, file.size() - offset) / size;
  }
}
