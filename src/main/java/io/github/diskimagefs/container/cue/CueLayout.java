package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.SwappedSource;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a disc of a cue sheet and its files. A track of audio that cannot be read is part of the
 * disc, and throws the reason when it is read.
 */
final class CueLayout {
  private static final int MAX_CD_TEXT_LENGTH = 1 << 20;

  /** Sectors of a data track that is missing: the volume descriptors are in the first 32. */
  private static final int UNREADABLE_DATA_SECTORS = 32;

  private final CueSheet sheet;
  private final SheetFiles sheetFiles;
  private final CueFiles files;
  private final CueExtents extents;
  private final DiscBuilder disc;

  /**
   * Opens the files.
   *
   * @param cache holds decoded audio
   */
  CueLayout(CueSheet sheet, SheetFiles files, VolumeRecognizer volumes, ChunkCache cache)
      throws IOException {
    this.sheet = sheet;
    this.sheetFiles = files;
    this.files = new CueFiles(files, sheet.files.size() == 1, cache);
    this.disc = new DiscBuilder(volumes);
    this.extents = new CueExtents(sheet, this.files, volumes);
  }

  Disc disc() throws IOException {
    files.requireAny();
    Map<Integer, Map<String, String>> cdText = cdText();
    for (CueSheet.Track track : sheet.tracks) {
      gap(track);
      Map<String, String> all = new TreeMap<>(cdText.getOrDefault(track.number, Map.of()));
      all.putAll(track.cdText);
      add(track, all);
      disc.skip(track.postgap);
    }
    Map<String, String> all = new TreeMap<>(cdText.getOrDefault(0, Map.of()));
    all.putAll(sheet.cdText);
    return disc.build(all);
  }

  private Map<Integer, Map<String, String>> cdText() throws IOException {
    if (sheet.cdTextFile == null) {
      return Map.of();
    }
    HostFile file = sheetFiles.openIfThere(sheet.cdTextFile);
    if (file == null || file.size() > MAX_CD_TEXT_LENGTH) {
      return Map.of(); // texts alone are no reason to refuse a disc
    }
    return CdText.read(file.readFully(0, (int) file.size()));
  }

  /** Skips the sectors before a track that no file holds. */
  private void gap(CueSheet.Track track) {
    CueSheet.Session session = track.session;
    if (session.number() != disc.session()) {
      disc.session(session.number());
      if (session.highDensity()) {
        disc.moveTo(Session.HIGH_DENSITY);
      } else if (disc.laterSession()) {
        boolean own = track.pregap > 0 || track.has(0);
        disc.skip(
            (session.leadOut() < 0 ? disc.leadOut() : session.leadOut())
                + (session.leadIn() < 0 ? DiscBuilder.LEAD_IN : session.leadIn())
                + (session.pregap() >= 0 ? session.pregap() : own ? 0 : DiscBuilder.PREGAP));
      }
    }
    disc.skip(track.pregap);
  }

  private void add(CueSheet.Track track, Map<String, String> cdText) throws IOException {
    SectorLayout layout = extents.layout(track);
    if (track.error != null) {
      MalformedImageException error = track.error;
      ByteSource bytes =
          UnreadableSource.malformed(
              error.structure(),
              "track " + track.number + ": " + error.getMessage(),
              UnreadableSource.UNKNOWN);
      disc.track(new DiscTrack(track.number, layout, track.control, bytes, 0, List.of(), cdText));
      return;
    }
    List<ByteSource> parts = new ArrayList<>();
    List<Long> indexes = new ArrayList<>();
    long bytes = 0;
    long begin = 0;
    for (CueSheet.Index index : track.indexes) {
      CueExtents.Extent extent = extents.of(index);
      long within = bytes + extent.index() - extent.begin();
      if (index.number() == 1) {
        begin = within;
      } else if (index.number() > 1) {
        indexes.add((within - begin) / layout.stride());
      }
      ByteSource part = part(index, extent, layout);
      bytes += part.size();
      parts.add(part);
    }
    long pregap = begin / layout.stride();
    if (track.address >= 0) {
      disc.moveTo(track.address - pregap);
    }
    disc.track(
        new DiscTrack(
            track.number, layout, track.control, ConcatSource.of(parts), pregap, indexes, cdText));
  }

  private ByteSource part(CueSheet.Index index, CueExtents.Extent extent, SectorLayout layout)
      throws IOException {
    CueFiles.Content content = extents.content(index.file());
    ByteSource file = content.bytes();
    if (file instanceof UnreadableSource unreadable) {
      long size = extent.end() == Long.MAX_VALUE ? 0 : extent.end() - extent.begin();
      return new UnreadableSource(unreadable.error(), Math.max(size, min(extent, layout)));
    }
    if (extent.index() >= file.size()) {
      String place = "cue sheet, line " + index.line();
      String detail =
          String.format(
              "INDEX %02d is at or after the end of the file, which has %d bytes",
              index.number(), file.size());
      long size = layout.mode().data() ? min(extent, layout) : 0;
      return UnreadableSource.malformed(place, detail, size);
    }
    ByteSource part =
        file.slice(extent.begin(), Math.min(extent.end(), file.size()) - extent.begin());
    boolean swap = index.file().bigEndian() && !content.samples() && !layout.mode().data();
    return swap ? new SwappedSource(part) : part;
  }

  /** Returns the size to assume where none is known: data must reach the volume descriptors. */
  private static long min(CueExtents.Extent extent, SectorLayout layout) {
    long sectors = layout.mode().data() ? UNREADABLE_DATA_SECTORS : 1;
    return extent.index() - extent.begin() + sectors * layout.stride();
  }
}
