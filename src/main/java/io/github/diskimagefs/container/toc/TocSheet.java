package io.github.diskimagefs.container.toc;

import io.github.diskimagefs.sector.SectorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The content of a toc-file, before any file is opened. */
final class TocSheet {

  /**
   * A length or position: blocks of the track, or a plain number whose unit depends on the
   * statement.
   *
   * @param value -1 where not given
   */
  record Amount(long value, boolean blocks) {
    static final Amount NONE = new Amount(-1, false);

    /** Returns the amount in bytes: {@code unit} for each unless it counts blocks. */
    long bytes(int stride, int unit) {
      return value * (blocks ? stride : unit);
    }
  }

  /**
   * A statement that adds data.
   *
   * @param file or null for silence and zeros
   * @param samples whether plain numbers are samples, not bytes
   * @param offset bytes from the start of the file
   */
  record Part(
      int line,
      String file,
      boolean samples,
      boolean swap,
      long offset,
      Amount start,
      Amount length) {}

  /** A TRACK statement and the statements up to the next one. */
  static final class Track {
    final int line;
    final SectorLayout layout;
    final List<Part> parts = new ArrayList<>();
    final List<Long> indexes = new ArrayList<>();
    final Map<String, String> cdText = new TreeMap<>();
    int control;

    /** Sectors of PREGAP, which no file holds. */
    long pregap;

    /** Sectors of START, -1 for all parts before {@link #startParts}. */
    long start;

    int startParts;
    int startLine;

    Track(int line, SectorLayout layout) {
      this.line = line;
      this.layout = layout;
    }
  }

  /** Number of the first track, from 1. */
  int firstTrack = 1;

  final List<Track> tracks = new ArrayList<>();
  final Map<String, String> cdText = new TreeMap<>();

  /** Returns the names of all files. */
  List<String> fileNames() {
    return tracks.stream()
        .flatMap(track -> track.parts.stream())
        .map(Part::file)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
