package io.github.diskimagefs.container.c2d;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a disc of the track blocks; the blocks of a track follow each other.
 *
 * @param disc to which the tracks are added
 */
record C2dLayout(ByteSource file, C2dHeader header, DiscBuilder disc) {
  /** Adds all tracks; returns the disc. */
  Disc build() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    List<C2dEntry> entries = header.entries();
    long origin = origin(entries);
    for (int i = 0; i < entries.size(); ) {
      int end = i + 1;
      while (end < entries.size() && entries.get(end).track() == entries.get(i).track()) {
        end++;
      }
      if (numbers.add(entries.get(i).track())) {
        add(entries.subList(i, end), origin);
      }
      i = end;
    }
    return disc.build(header.cdText(), header.catalogue());
  }

  /** Returns the number that the image gives to block 0, the first sector of the first INDEX 01. */
  private static long origin(List<C2dEntry> entries) {
    for (C2dEntry entry : entries) {
      if (entry.index() == 1) {
        return entry.track() == 1 ? entry.first() : 0;
      }
    }
    return 0;
  }

  private void add(List<C2dEntry> indexes, long origin) throws IOException {
    C2dEntry track = indexes.get(0);
    long start = track.first();
    boolean compressed = false;
    List<Long> later = new ArrayList<>();
    for (C2dEntry entry : indexes) {
      compressed |= entry.compressed();
      if (entry.index() == 1) {
        start = entry.first();
      } else if (entry.index() > 1) {
        later.add(entry.first() - start);
      }
    }
    if (track.session() != disc.session()) {
      disc.session(track.session());
    }
    Map<String, String> texts =
        new TreeMap<>(header.cdText().getOrDefault(track.track(), Map.of()));
    if (!track.isrc().isEmpty()) {
      texts.put("isrc", track.isrc());
    }
    disc.moveTo(track.first() - origin);
    disc.track(
        new StoredTrack(
            C2dHeader.NAME,
            track.track(),
            track.kind(),
            track.sectorSize(),
            track.control(),
            new TrackExtent(
                compressed
                    ? UnreadableSource.unsupported("compressed sectors of C2D (WinOnCD)", 0)
                    : file,
                track.offset(),
                indexes.get(indexes.size() - 1).last() + 1 - track.first()),
            start - track.first(),
            later,
            texts));
  }
}
