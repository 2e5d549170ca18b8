package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.sector.SectorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a cue sheet says, before any file is opened. */
final class CueSheet {

  /** A FILE command. */
  record File(int line, String name, String type) {}

  /** An INDEX command: {@code frames} from the start of the file. */
  record Index(int line, int number, File file, long frames) {}

  /** A TRACK command and those that follow it. */
  static final class Track {
    final int line;
    final int number;
    final SectorLayout layout;
    final Map<String, String> cdText = new TreeMap<>();
    final List<Index> indexes = new ArrayList<>();

    /** Number of the session, counted in REM SESSION. */
    int session = 1;

    /** Sectors of the gap before the session by REM LEAD-OUT and LEAD-IN, -1 where not said. */
    long leadOut = -1;

    long leadIn = -1;
    long sessionPregap = -1;

    /** Block address of INDEX 01 by REM MSF, -1 where not said. */
    long address = -1;

    /** Whether the track is the first of a high density area, which begins at a fixed address. */
    boolean highDensity;

    int control;
    long pregap;
    long postgap;

    Track(int line, int number, SectorLayout layout) {
      this.line = line;
      this.number = number;
      this.layout = layout;
    }
  }

  final List<File> files = new ArrayList<>();
  final List<Track> tracks = new ArrayList<>();
  final Map<String, String> cdText = new TreeMap<>();
  String cdTextFile;
}
