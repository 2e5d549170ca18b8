package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tracks of a disc in their order.
 *
 * @param gdRom whether the disc is a GD-ROM, whose high density area starts at a fixed address
 * @param littleEndian whether audio has its least significant byte first, as in old images of
 *     GD-ROMs
 */
record TrackList(List<TrackEntry> tracks, boolean gdRom, boolean littleEndian) {
  private static final String OLDEST = "CHCD";
  private static final String OLD_GD_ROM = "CHGT";
  private static final String GD_ROM = "CHGD";
  private static final String SESSION = "CHSE";
  private static final Set<String> TRACKS = Set.of("CHTR", "CHT2", OLD_GD_ROM, GD_ROM);

  /** Tags of the metadata of a CD or GD-ROM. */
  static final Set<String> TAGS = Set.of(OLDEST, "CHTR", "CHT2", OLD_GD_ROM, GD_ROM);

  private static final int MAX_TRACKS = 99;
  private static final int MAX_SESSIONS = 99;

  /** Bytes of a track in the oldest metadata. */
  private static final int OLDEST_TRACK = 24;

  static TrackList read(ByteSource file, List<MetadataEntry> metadata) throws IOException {
    List<TrackEntry> tracks = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    int session = 1;
    for (MetadataEntry entry : metadata) {
      if (entry.tag().equals(SESSION)) {
        session = session(entry.text(file), session);
      } else if (TRACKS.contains(entry.tag())) {
        TrackEntry track = TrackEntry.parse(entry.text(file), session);
        if (numbers.add(track.number())) {
          tracks.add(track);
        }
      }
    }
    tracks.sort(Comparator.comparingInt(TrackEntry::number));
    for (MetadataEntry entry : metadata) {
      if (tracks.isEmpty() && entry.tag().equals(OLDEST)) {
        tracks = oldest(entry.data(file, Integer.BYTES + MAX_TRACKS * OLDEST_TRACK));
      }
    }
    if (tracks.isEmpty()) {
      throw new MalformedImageException(
          "CHD metadata", MalformedImageException.NO_OFFSET, "the disc has no track");
    }
    boolean old = metadata.stream().anyMatch(entry -> entry.tag().equals(OLD_GD_ROM));
    boolean gdRom = old || metadata.stream().anyMatch(entry -> entry.tag().equals(GD_ROM));
    return new TrackList(List.copyOf(tracks), gdRom, old);
  }

  /** Returns the number of a session, {@code SESSION:2}; that of the one before if it has none. */
  private static int session(String text, int before) {
    if (!text.matches("SESSION:[0-9]{1,2}")) {
      return before;
    }
    int number = Integer.parseInt(text.substring(text.indexOf(':') + 1));
    return number > before && number <= MAX_SESSIONS ? number : before;
  }

  /** Reads the number of tracks, and the tracks, in the byte order of the writer's computer. */
  private static List<TrackEntry> oldest(Struct bigEndian) throws IOException {
    Struct in = bigEndian.u32(0) <= MAX_TRACKS ? bigEndian : bigEndian.littleEndian();
    long count = in.u32(0);
    if (count > MAX_TRACKS) {
      throw in.mismatch("up to " + MAX_TRACKS + " tracks", count);
    }
    List<TrackEntry> tracks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Struct track = in.slice(Integer.BYTES + i * OLDEST_TRACK, OLDEST_TRACK);
      tracks.add(TrackEntry.read(track, i + 1));
    }
    return tracks;
  }
}
