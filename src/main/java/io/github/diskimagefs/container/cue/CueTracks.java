package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Completes the tracks of a sheet after its last line: indexes that are missing, out of order or
 * before any FILE, and a track number 00.
 */
final class CueTracks {
  private static final int MAX_NUMBER = 99;

  private CueTracks() {}

  static void complete(CueSheet sheet, int lastLine) throws MalformedImageException {
    if (sheet.tracks.isEmpty()) {
      throw malformed(lastLine, "no TRACK in the sheet");
    }
    if (sheet.files.isEmpty()) {
      throw malformed(sheet.tracks.get(0).line, "TRACK without any FILE");
    }
    for (CueSheet.Track track : sheet.tracks) {
      completeIndexes(track, sheet.files.get(0));
    }
    trackZero(sheet.tracks);
    if (sheet.tracks.stream().allMatch(track -> track.error != null)) {
      throw sheet.tracks.get(0).error;
    }
  }

  private static void completeIndexes(CueSheet.Track track, CueSheet.File first)
      throws MalformedImageException {
    List<CueSheet.Index> indexes = track.indexes;
    indexes.replaceAll(index -> index.file() == null ? index.withFile(first) : index);
    indexes.sort(Comparator.comparingInt(CueSheet.Index::number));
    if (track.error == null && !track.has(1)) {
      if (indexes.isEmpty()) {
        MalformedImageException error =
            malformed(track.line, String.format("track %02d has no INDEX 01", track.number));
        if (!track.audio()) {
          throw error;
        }
        track.error = error;
      } else {
        indexes.set(0, indexes.get(0).withNumber(1)); // a sole INDEX 00 is the start of the track
      }
    }
    dropBackward(indexes);
  }

  /** Drops INDEX 00 unless it precedes INDEX 01, and any later index that does not follow. */
  private static void dropBackward(List<CueSheet.Index> indexes) {
    if (indexes.size() > 1
        && indexes.get(0).number() == 0
        && !precedes(indexes.get(0), indexes.get(1))) {
      indexes.remove(0);
    }
    List<CueSheet.Index> kept = new ArrayList<>();
    for (CueSheet.Index index : indexes) {
      if (kept.isEmpty() || precedes(kept.get(kept.size() - 1), index)) {
        kept.add(index);
      }
    }
    indexes.clear();
    indexes.addAll(kept);
  }

  /** Returns whether one index is before another; in different files it always is. */
  private static boolean precedes(CueSheet.Index first, CueSheet.Index second) {
    return !first.file().equals(second.file()) || first.frames() < second.frames();
  }

  /**
   * Replaces a first track number 00: audio before audio track 1 is the pregap of that track;
   * otherwise the sheet counts from 0.
   */
  private static void trackZero(List<CueSheet.Track> tracks) throws MalformedImageException {
    CueSheet.Track zero = tracks.get(0);
    if (zero.number != 0) {
      return;
    }
    if (tracks.size() > 1 && zero.error == null) {
      CueSheet.Track one = tracks.get(1);
      if (zero.audio() && one.audio() && one.number == 1 && one.error == null) {
        one.indexes.removeIf(index -> index.number() == 0);
        one.indexes.add(0, zero.indexes.get(0).withNumber(0));
        one.pregap += zero.pregap;
        tracks.remove(0);
        dropBackward(one.indexes);
        return;
      }
    }
    for (CueSheet.Track track : tracks) {
      if (++track.number > MAX_NUMBER) {
        throw malformed(track.line, "more than " + MAX_NUMBER + " tracks");
      }
    }
  }

  private static MalformedImageException malformed(int line, String detail) {
    return new MalformedImageException(
        "cue sheet, line " + line, MalformedImageException.NO_OFFSET, detail);
  }
}
