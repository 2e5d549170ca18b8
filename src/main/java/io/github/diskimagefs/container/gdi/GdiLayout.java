package io.github.diskimagefs.container.gdi;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.AudioFile;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a disc of a GDI sheet and its files: the area of low density is its first session, the area
 * of high density the second. A track whose file is missing throws when it is read.
 */
final class GdiLayout {
  /** Sectors of the last track if its file is missing: the descriptors are in the first 32. */
  private static final int UNKNOWN_SECTORS = 32;

  private final GdiSheet sheet;
  private final SheetFiles files;
  private final ChunkCache cache;
  private final DiscBuilder disc;
  private final Map<String, ByteSource> opened = new HashMap<>();
  private final Set<Integer> numbers = new HashSet<>();

  /**
   * Prepares a layout.
   *
   * @param cache holds decoded audio
   */
  GdiLayout(GdiSheet sheet, SheetFiles files, VolumeRecognizer volumes, ChunkCache cache) {
    this.sheet = sheet;
    this.files = files;
    this.cache = cache;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    List<GdiSheet.Track> tracks = sheet.tracks();
    for (int i = 0; i < tracks.size(); i++) {
      add(tracks.get(i), i + 1 < tracks.size() ? tracks.get(i + 1).block() : Long.MAX_VALUE);
    }
    files.requireAny();
    return disc.build(Map.of());
  }

  /**
   * Adds a track.
   *
   * @param next the block at which the next track starts
   */
  private void add(GdiSheet.Track track, long next) throws IOException {
    if (!numbers.add(track.number())) {
      return; // the sheet repeats it
    }
    boolean audio = (track.control() & Track.DATA) == 0;
    boolean high = track.block() >= Session.HIGH_DENSITY;
    if (high != (disc.session() == 2)) {
      disc.session(high ? 2 : 1);
    }
    ByteSource file = file(track, audio);
    long sectors = next > track.block() ? next - track.block() : Long.MAX_VALUE;
    if (!(file instanceof UnreadableSource)) {
      long bytes = Math.max(0, end(track, file) - track.offset());
      int size = Math.max(1, track.sectorSize());
      sectors = Math.min(sectors, bytes / size + (bytes % size == 0 ? 0 : 1));
    } else if (next == Long.MAX_VALUE || next <= track.block()) {
      sectors = audio ? 1 : UNKNOWN_SECTORS;
    }
    disc.moveTo(track.block());
    disc.track(
        new StoredTrack(
            GdiSheet.place(track.line()),
            track.number(),
            audio ? TrackMode.AUDIO : TrackMode.MODE1,
            track.sectorSize(),
            track.control(),
            new TrackExtent(file, track.offset(), sectors),
            0,
            List.of(),
            Map.of()));
  }

  /** Returns the byte at which the next track in the same file starts, or the file ends. */
  private long end(GdiSheet.Track track, ByteSource file) {
    long end = file.size();
    for (GdiSheet.Track other : sheet.tracks()) {
      if (other.offset() > track.offset() && other.name().equals(track.name())) {
        end = Math.min(end, other.offset());
      }
    }
    return end;
  }

  private ByteSource file(GdiSheet.Track track, boolean audio) throws IOException {
    ByteSource known = opened.get(track.name());
    if (known == null) {
      known = open(track, audio);
      opened.put(track.name(), known);
    }
    return known;
  }

  private ByteSource open(GdiSheet.Track track, boolean audio) throws IOException {
    String place = GdiSheet.place(track.line());
    SheetFiles.Content wanted = audio ? SheetFiles.Content.AUDIO : SheetFiles.Content.SECTORS;
    ByteSource file = files.open(track.name(), sheet.tracks().size() == 1, wanted);
    if (file == null) {
      return files.missing(track.name(), place, 0);
    }
    try {
      AudioFile samples =
          audio && file instanceof HostFile host ? AudioFile.read(host, cache) : null;
      return samples == null ? file : samples.samples();
    } catch (ImageException e) {
      return UnreadableSource.malformed(place, track.name() + ": " + e.getMessage(), 0);
    }
  }
}
