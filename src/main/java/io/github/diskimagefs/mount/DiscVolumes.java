package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.DiscSpace;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.audio.AudioTrack;
import io.github.diskimagefs.volume.audio.AudioVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The volumes of a disc of tracks: the data tracks of one session, and the audio tracks of all. */
final class DiscVolumes {
  /** Sectors searched for audio, to distinguish a hidden track from silence. */
  private static final int SAMPLES = 512;

  private final Disc disc;
  private final ImageOptions options;
  private final ChunkCache cache;

  DiscVolumes(Disc disc, ImageOptions options, ChunkCache cache) {
    this.disc = disc;
    this.options = options;
    this.cache = cache;
  }

  /**
   * A track that may hold a volume.
   *
   * @param words its name in messages
   * @param secondary whether another volume is shown before it
   */
  record Place(String words, DiscSource source, boolean secondary) {}

  /**
   * Returns the data tracks of the requested session, else of the last that has any. The area of
   * low density of a GD-ROM is no earlier state of that of high density, so that both have volumes.
   *
   * @throws NotInImageException if there is no session of that number
   */
  List<Place> data() throws IOException {
    Session session = options.session() == 0 ? disc.lastData() : disc.session(options.session());
    if (session == null && options.session() != 0) {
      throw new NotInImageException(
          "session",
          Integer.toString(options.session()),
          "the sessions of the disc end with " + disc.sessions().size());
    }
    List<Place> places = new ArrayList<>();
    if (session != null) {
      DiscSpace space = new DiscSpace(disc, options.verify());
      if (options.session() == 0 && session.highDensity()) {
        for (Session low : disc.sessions().subList(0, disc.sessions().indexOf(session))) {
          places.addAll(places(space, low, true));
        }
      }
      places.addAll(places(space, session, false));
    }
    return places;
  }

  private List<Place> places(DiscSpace space, Session session, boolean secondary) {
    List<Place> places = new ArrayList<>();
    for (Track track : session.tracks()) {
      if (track.data() && track.sectors() > 0 && track.end() > 0) {
        String words = String.format("session %d track %02d", session.number(), track.number());
        places.add(new Place(words, DiscSource.of(space, session, track, cache), secondary));
      }
    }
    return places;
  }

  /** Returns the audio tracks of all sessions, or null if there are none. */
  Volume audio() throws IOException {
    List<AudioTrack> tracks = new ArrayList<>();
    for (Track track : disc.tracks()) {
      if (track.data()) {
        continue;
      }
      if (tracks.isEmpty() && track.number() == 1 && hidden(track)) {
        long from = Math.max(0, track.first());
        tracks.add(new AudioTrack(0, track.audio(from, track.start()), Map.of()));
      }
      if (track.sectors() > 0) { // the image ends before the others
        tracks.add(new AudioTrack(track.number(), track.audio(), track.cdText()));
      }
    }
    return tracks.isEmpty() ? null : new AudioVolume(tracks, disc.cdText());
  }

  /**
   * Returns whether audio precedes INDEX 01 of the first track: neither silence nor data, which
   * discs of CD-i Ready have there.
   */
  private static boolean hidden(Track track) {
    long from = Math.max(0, track.first());
    long sectors = track.start() - from;
    if (sectors <= 0) {
      return false;
    }
    try {
      ByteSource samples = track.audio(from, track.start());
      ByteBuffer buffer = ByteBuffer.allocate(SectorLayout.RAW);
      for (long i = 0; i < Math.min(SAMPLES, sectors); i++) {
        long sector = sectors <= SAMPLES ? i : i * sectors / SAMPLES;
        if (SectorHeader.read(samples, sector * SectorLayout.RAW) != null) {
          return false;
        }
        buffer.clear();
        samples.readFully(sector * SectorLayout.RAW, buffer);
        buffer.flip();
        while (buffer.hasRemaining()) {
          if (buffer.get() != 0) {
            return true;
          }
        }
      }
    } catch (IOException e) {
      return false; // the track itself says why it cannot be read
    }
    return false;
  }
}
