package io.github.diskimagefs.container.toc;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.container.AudioFile;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.SampleOrderDetector;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.SwappedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a disc of a toc-file and the files that it names.
 *
 * @param only whether the toc-file names a single file
 * @param disc to which the tracks are added
 * @param cache holds decoded audio
 */
record TocLayout(
    TocSheet sheet, boolean only, SheetFiles files, DiscBuilder disc, ChunkCache cache) {
  /** Bytes of a sample of both channels. */
  private static final int SAMPLE = 4;

  /** Sectors of a data track that is missing: the volume descriptors are in the first 32. */
  private static final int UNREADABLE_DATA_SECTORS = 32;

  /** Adds all tracks; returns the disc. */
  Disc build() throws IOException {
    int number = sheet.firstTrack;
    for (TocSheet.Track track : sheet.tracks) {
      add(track, number++);
    }
    files.requireAny();
    return disc.build(sheet.cdText);
  }

  private void add(TocSheet.Track track, int number) throws IOException {
    SectorLayout layout = track.layout;
    List<ByteSource> parts = new ArrayList<>();
    long bytes = 0;
    long begin = 0;
    boolean confirmed = false;
    for (int i = 0; i < track.parts.size(); i++) {
      TocSheet.Part part = track.parts.get(i);
      if (part.file() != null && layout.mode().data() && !confirmed) {
        ByteSource file = open(part, layout);
        if (file != null) {
          layout = disc.confirm(file, part.offset(), layout);
          confirmed = true;
        }
      }
      ByteSource source = source(part, layout);
      parts.add(source);
      bytes += source.size();
      if (track.start < 0 && i + 1 == track.startParts) {
        begin = layout.sectors(bytes);
      }
    }
    begin = track.start < 0 ? begin : track.start;
    if (bytes == 0 || begin >= layout.sectors(bytes)) {
      throw malformed(
          track.startLine == 0 ? track.line : track.startLine,
          String.format(
              "track %02d begins at sector %d of %d", number, begin, layout.sectors(bytes)));
    }
    disc.skip(track.pregap);
    disc.track(
        new DiscTrack(
            number,
            layout,
            track.control,
            ConcatSource.of(parts),
            begin,
            track.indexes,
            track.cdText));
  }

  private ByteSource source(TocSheet.Part part, SectorLayout layout) throws IOException {
    int unit = part.samples() ? SAMPLE : 1;
    if (part.file() == null) {
      return new ZeroSource(part.length().bytes(layout.stride(), unit));
    }
    long length = part.length().bytes(layout.stride(), unit);
    ByteSource file = open(part, layout);
    AudioFile audio = file == null || layout.mode().data() ? null : audio(part, file);
    ByteSource bytes = audio == null ? file : audio.samples();
    if (file == null) {
      long min = (layout.mode().data() ? UNREADABLE_DATA_SECTORS : 1L) * layout.stride();
      return files.missing(part.file(), place(part), Math.max(length, min));
    }
    if (bytes instanceof UnreadableSource unreadable) {
      return new UnreadableSource(unreadable.error(), Math.max(length, unreadable.size()));
    }
    long start = part.offset();
    if (part.start().value() > 0) {
      start += part.start().bytes(layout.stride(), unit);
    }
    if (start >= bytes.size()) {
      String detail = String.format("data at byte %d of a file with %d", start, bytes.size());
      if (layout.mode().data()) {
        throw malformed(part.line(), detail);
      }
      return UnreadableSource.malformed(
          place(part), detail, Math.max(length, UnreadableSource.UNKNOWN));
    }
    // A length of 0 is none (the manual says so).
    ByteSource slice = bytes.slice(start, length > 0 ? length : bytes.size() - start);
    if (layout.mode().data() || audio != null) {
      return part.swap() ? new SwappedSource(slice) : slice;
    }
    // The manual has bare samples most significant byte first; many files are the other way round.
    ByteSource there =
        slice.size() <= bytes.size() - start ? slice : bytes.slice(start, bytes.size() - start);
    boolean big = layout.stride() == SectorLayout.RAW && SampleOrderDetector.bigEndian(there);
    return big ? new SwappedSource(slice) : slice;
  }

  /** Finds the samples of a file; null if it holds nothing else. */
  private AudioFile audio(TocSheet.Part part, ByteSource file) throws IOException {
    try {
      return file instanceof HostFile host ? AudioFile.read(host, cache) : null;
    } catch (ImageException e) {
      return new AudioFile(
          UnreadableSource.malformed(
              place(part),
              "the file \"" + part.file() + "\": " + e.getMessage(),
              UnreadableSource.UNKNOWN));
    }
  }

  private ByteSource open(TocSheet.Part part, SectorLayout layout) throws IOException {
    SheetFiles.Content content =
        layout.mode().data() ? SheetFiles.Content.SECTORS : SheetFiles.Content.AUDIO;
    return files.open(part.file(), only, content);
  }

  private static String place(TocSheet.Part part) {
    return "toc-file, line " + part.line();
  }

  private static MalformedImageException malformed(int line, String detail) {
    return new MalformedImageException(
        "toc-file, line " + line, MalformedImageException.NO_OFFSET, detail);
  }
}
