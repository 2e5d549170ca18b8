package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.AudioFile;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.SwappedSource;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a disc of a cue sheet and its files. */
final class CueLayout {
  private static final int MAX_CD_TEXT_LENGTH = 1 << 20;

  /** Where a high density area (GD-ROM) begins. */
  private static final long HIGH_DENSITY = 45_000;

  /** Bytes of one FILE; {@code audio} is set where it is a file of sound with a header. */
  private record Data(ByteSource bytes, AudioFile audio) {
    boolean decoded() {
      return audio == null || audio.decoded();
    }
  }

  private final CueSheet sheet;
  private final SheetFiles files;
  private final Map<CueSheet.File, Data> data = new HashMap<>();
  private final VolumeRecognizer volumes;
  private final DiscBuilder disc = new DiscBuilder();

  /** The file, time and byte that the index before lies at, and the bytes of its sectors. */
  private CueSheet.File lastFile;

  private long lastFrames;
  private long lastByte;
  private int lastStride;

  CueLayout(CueSheet sheet, SheetFiles files, VolumeRecognizer volumes) {
    this.volumes = volumes;
    this.sheet = sheet;
    this.files = files;
  }

  Disc disc() throws IOException {
    Map<Integer, Map<String, String>> cdText = cdText();
    for (int i = 0; i < sheet.tracks.size(); i++) {
      CueSheet.Track track = sheet.tracks.get(i);
      gap(track);
      Map<String, String> all = new TreeMap<>(cdText.getOrDefault(track.number, Map.of()));
      all.putAll(track.cdText);
      CueSheet.Track next = i + 1 < sheet.tracks.size() ? sheet.tracks.get(i + 1) : null;
      add(track, next, all);
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
    HostFile file = files.openIfThere(sheet.cdTextFile);
    if (file == null || file.size() > MAX_CD_TEXT_LENGTH) {
      return Map.of(); // texts alone are no reason to refuse a disc
    }
    byte[] packs = new byte[(int) file.size()];
    file.readFully(0, ByteBuffer.wrap(packs));
    return CdText.read(packs);
  }

  /** Goes over what lies before a track and is in no file. */
  private void gap(CueSheet.Track track) {
    if (track.session != disc.session()) {
      disc.session(track.session);
      if (track.highDensity) {
        disc.moveTo(HIGH_DENSITY);
      } else if (disc.laterSession()) {
        boolean own = track.pregap > 0 || track.indexes.get(0).number() == 0;
        disc.skip(
            (track.leadOut < 0 ? disc.leadOut() : track.leadOut)
                + (track.leadIn < 0 ? DiscBuilder.LEAD_IN : track.leadIn)
                + (track.sessionPregap >= 0 ? track.sessionPregap : own ? 0 : DiscBuilder.PREGAP));
      }
    }
    disc.skip(track.pregap);
  }

  private void add(CueSheet.Track track, CueSheet.Track next, Map<String, String> cdText)
      throws IOException {
    SectorLayout layout = layout(track);
    List<ByteSource> parts = new ArrayList<>();
    List<Long> indexes = new ArrayList<>();
    long bytes = 0;
    long begin = -1;
    for (int i = 0; i < track.indexes.size(); i++) {
      CueSheet.Index index = track.indexes.get(i);
      boolean opens = !index.file().equals(lastFile);
      long offset = place(index, layout.stride());
      // What a file holds before its first index belongs to the track that has that index.
      long from = opens ? 0 : offset;
      if (index.number() == 1) {
        begin = bytes + offset - from;
      } else if (index.number() > 1) {
        indexes.add((bytes + offset - from - begin) / layout.stride());
      }
      lastStride = layout.stride();
      CueSheet.Index after =
          i + 1 < track.indexes.size()
              ? track.indexes.get(i + 1)
              : next == null ? null : next.indexes.get(0);
      Data file = data(index.file());
      long end = file.bytes.size();
      if (after != null && after.file().equals(index.file())) {
        end = offset + (after.frames() - index.frames()) * lastStride;
        if (end < offset) {
          throw malformed(after.line(), "this index lies before the one above");
        }
        if (file.decoded() && end > file.bytes.size()) {
          throw beyond(after, file);
        }
      }
      ByteSource part =
          file.decoded() ? file.bytes.slice(from, end - from) : file.audio.undecoded(end - from);
      bytes += part.size();
      parts.add(part);
    }
    long pregap = begin / layout.stride();
    if (track.address >= 0) {
      disc.moveTo(track.address - pregap);
    }
    disc.track(
        track.number, layout, track.control, ConcatSource.of(parts), pregap, indexes, cdText);
  }

  /** The byte that an index lies at, which the next index is counted from. */
  private long place(CueSheet.Index index, int stride) throws IOException {
    long offset =
        index.file().equals(lastFile)
            ? lastByte + (index.frames() - lastFrames) * lastStride
            : index.frames() * stride;
    if (index.file().equals(lastFile) && index.frames() < lastFrames) {
      throw malformed(index.line(), "this index lies before the one above");
    }
    Data file = data(index.file());
    if (file.decoded() && offset >= file.bytes.size()) {
      throw beyond(index, file);
    }
    lastFile = index.file();
    lastFrames = index.frames();
    lastByte = offset;
    return offset;
  }

  /** The declared layout, or what the bytes at INDEX 01 say. */
  private SectorLayout layout(CueSheet.Track track) throws IOException {
    SectorLayout declared = track.layout;
    for (CueSheet.Index index : track.indexes) {
      Data file = data(index.file());
      if (index.number() == 1 && file.audio == null) {
        boolean goesOn =
            track.indexes.get(0).file().equals(lastFile) && index.file().equals(lastFile);
        long offset =
            goesOn
                ? lastByte
                    + (track.indexes.get(0).frames() - lastFrames) * lastStride
                    + (index.frames() - track.indexes.get(0).frames()) * declared.stride()
                : index.frames() * declared.stride();
        return offset < 0 ? declared : LayoutProbe.confirm(file.bytes, offset, declared, volumes);
      }
    }
    return declared;
  }

  private Data data(CueSheet.File file) throws IOException {
    Data known = data.get(file);
    if (known != null) {
      return known;
    }
    boolean only = sheet.files.size() == 1;
    HostFile host = files.open(file.name(), only, "cue sheet, line " + file.line());
    AudioFile audio =
        switch (file.type()) {
          case "BINARY", "MOTOROLA" -> null;
          case "MP3" -> AudioFile.undecoded(host, "MP3 audio is not decoded");
          case "FLAC" -> AudioFile.undecoded(host, "FLAC audio is not decoded");
          default -> AudioFile.read(host);
        };
    ByteSource bytes =
        audio != null
            ? audio.samples()
            : file.type().equals("MOTOROLA") ? new SwappedSource(host) : host;
    Data opened = new Data(bytes, audio);
    data.put(file, opened);
    return opened;
  }

  private static MalformedImageException beyond(CueSheet.Index index, Data file) {
    return malformed(
        index.line(),
        String.format(
            "INDEX %02d lies at or behind the end of the file, which has %d bytes",
            index.number(), file.bytes.size()));
  }

  private static MalformedImageException malformed(int line, String detail) {
    return new MalformedImageException(
        "cue sheet, line " + line, MalformedImageException.NO_OFFSET, detail);
  }
}
