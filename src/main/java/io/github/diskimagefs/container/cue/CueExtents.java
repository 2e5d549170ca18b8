package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each index starts and ends in its file. Times count sectors whose size changes with the
 * track, so the indexes of a file are placed in the order of their times, whatever their order in
 * the sheet.
 */
final class CueExtents {

  /**
   * Bytes of a file.
   *
   * @param begin of the first sector: before the index if no other index precedes it in the file
   * @param index of the index itself
   * @param end of the last sector; {@link Long#MAX_VALUE} for all that the file holds
   */
  record Extent(long begin, long index, long end) {}

  private record Entry(CueSheet.Track track, CueSheet.Index index) {}

  private final CueFiles files;
  private final VolumeRecognizer volumes;
  private final Map<CueSheet.File, List<Entry>> entries = new IdentityHashMap<>();
  private final Map<CueSheet.Index, Extent> extents = new IdentityHashMap<>();
  private final Map<CueSheet.Track, SectorLayout> layouts = new IdentityHashMap<>();

  CueExtents(CueSheet sheet, CueFiles files, VolumeRecognizer volumes) throws IOException {
    this.files = files;
    this.volumes = volumes;
    for (CueSheet.Track track : sheet.tracks) {
      for (CueSheet.Index index : track.indexes) {
        entries
            .computeIfAbsent(index.file(), file -> new ArrayList<>())
            .add(new Entry(track, index));
      }
    }
    for (CueSheet.File file : sheet.files) {
      List<Entry> list = entries.get(file);
      if (list != null) {
        list.sort(Comparator.comparingLong(entry -> entry.index.frames()));
        place(list);
      }
    }
  }

  /** Returns the extent of an index. */
  Extent of(CueSheet.Index index) {
    return extents.get(index);
  }

  /** Returns the layout of a track: the declared one, or that of the bytes at INDEX 01. */
  SectorLayout layout(CueSheet.Track track) {
    return layouts.getOrDefault(track, declared(track));
  }

  /** Returns the content of a file that has an index. */
  CueFiles.Content content(CueSheet.File file) throws IOException {
    Entry first = entries.get(file).get(0);
    return files.open(file, first.track.audio());
  }

  private static SectorLayout declared(CueSheet.Track track) {
    return track.layout == null ? SectorLayout.of(TrackMode.AUDIO, SectorLayout.RAW) : track.layout;
  }

  private void place(List<Entry> list) throws IOException {
    long offset = 0;
    for (int i = 0; i < list.size(); i++) {
      Entry entry = list.get(i);
      if (i == 0) {
        confirm(entry, entry.index.frames() * declared(entry.track).stride());
        offset = entry.index.frames() * layout(entry.track).stride();
      } else {
        confirm(entry, offset);
      }
      long end = Long.MAX_VALUE;
      if (i + 1 < list.size()) {
        long frames = list.get(i + 1).index.frames() - entry.index.frames();
        end = offset + frames * layout(entry.track).stride();
      }
      // The sectors of a file before its first index belong to the track of that index.
      extents.put(entry.index, new Extent(i == 0 ? 0 : offset, offset, end));
      offset = end;
    }
  }

  /**
   * Finds the layout of a track by the bytes at INDEX 01.
   *
   * @param offset of the entry's index
   */
  private void confirm(Entry entry, long offset) throws IOException {
    CueSheet.Track track = entry.track;
    CueFiles.Content content = content(entry.index.file());
    if (layouts.containsKey(track) || content.samples() || !content.readable()) {
      return;
    }
    for (CueSheet.Index index : track.indexes) {
      if (index.number() == 1 && index.file().equals(entry.index.file())) {
        long frames = index.frames() - entry.index.frames();
        long start = offset + frames * declared(track).stride();
        SectorLayout found =
            track.layout == null
                ? LayoutProbe.find(content.bytes(), start, volumes)
                : LayoutProbe.confirm(content.bytes(), start, track.layout, volumes);
        layouts.put(track, found == null ? declared(track) : found);
      }
    }
  }
}
