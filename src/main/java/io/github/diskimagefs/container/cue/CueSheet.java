package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.sector.SectorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The content of a cue sheet, before any file is opened. */
final class CueSheet {

  /**
   * A FILE command.
   *
   * @param name as written
   * @param type in upper case
   */
  record File(int line, String name, String type) {
    /** Returns whether the samples are stored with the most significant byte first. */
    boolean bigEndian() {
      return type.equals("MOTOROLA");
    }
  }

  /**
   * An INDEX command.
   *
   * @param file null if no FILE command precedes it
   * @param frames sectors from the start of the file
   */
  record Index(int line, int number, File file, long frames) {
    Index withNumber(int other) {
      return new Index(line, other, file, frames);
    }

    Index withFile(File other) {
      return new Index(line, number, other, frames);
    }
  }

  /**
   * Remarks on the session that a track opens.
   *
   * @param number of the session, counted in REM SESSION
   * @param leadOut sectors of the lead-out before it, -1 if not stated
   * @param leadIn sectors of its lead-in, -1 if not stated
   * @param pregap sectors before its first track, -1 if not stated
   * @param highDensity whether it is a high density area, which begins at a fixed address
   */
  record Session(int number, long leadOut, long leadIn, long pregap, boolean highDensity) {
    static final Session FIRST = new Session(1, -1, -1, -1, false);
  }

  /** A TRACK command and the commands up to the next one. */
  static final class Track {
    final int line;
    final Session session;
    final Map<String, String> cdText = new TreeMap<>();

    /** Sorted by number, and in each file by time, once the sheet is complete. */
    final List<Index> indexes = new ArrayList<>();

    /** From 1, or from 0 until the sheet is complete. */
    int number;

    /** Null if the sheet does not state it. */
    SectorLayout layout;

    /** Why the audio of this track cannot be read, or null. */
    MalformedImageException error;

    /** Block address of INDEX 01 by REM MSF, -1 if not stated. */
    long address = -1;

    int control;
    long pregap;
    long postgap;

    Track(int line, int number, SectorLayout layout, Session session) {
      this.line = line;
      this.number = number;
      this.layout = layout;
      this.session = session;
    }

    /** Returns whether the sheet says that the track is audio. */
    boolean audio() {
      return layout != null && !layout.mode().data();
    }

    boolean has(int index) {
      return indexes.stream().anyMatch(each -> each.number() == index);
    }
  }

  final List<File> files = new ArrayList<>();
  final List<Track> tracks = new ArrayList<>();
  final Map<String, String> cdText = new TreeMap<>();
  String cdTextFile;

  /** Returns the names of all files. */
  List<String> fileNames() {
    return files.stream().map(File::name).toList();
  }
}
