package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Track;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the commands of a cue sheet (CDRWIN user's guide, "Cuesheet Commands"), and the remarks
 * that other programs gave a meaning. Unknown commands, and commands before the track that they
 * describe, are ignored.
 */
final class CueParser {
  private static final int MAX_INDEXES = 100 * 99;
  private static final int MAX_NUMBER = 99;

  /** The words a sheet may begin with. */
  static final Set<String> COMMANDS =
      Set.of(
          "FILE",
          "TRACK",
          "INDEX",
          "PREGAP",
          "POSTGAP",
          "FLAGS",
          "CATALOG",
          "MCN",
          "ISRC",
          "TITLE",
          "PERFORMER",
          "SONGWRITER",
          "CDTEXTFILE",
          "REM");

  private static final Set<String> REMARKS =
      Set.of("GENRE", "DATE", "DISCID", "COMMENT", "COMPOSER");

  private final CueSheet sheet = new CueSheet();
  private final CueRemarks remarks = new CueRemarks();

  /** Files by type and name, because a sheet may return to a file. */
  private final Map<String, CueSheet.File> files = new TreeMap<>();

  private int line;
  private CueSheet.File file;
  private CueSheet.Track track;

  /** Tracks of earlier sessions that the numbers of this one leave out. */
  private int before;

  /** Whether the commands describe a track that the image does not hold. */
  private boolean leftOut;

  private int indexes;

  static CueSheet parse(String text) throws MalformedImageException {
    CueParser parser = new CueParser();
    for (String row : text.split("\r\n|\n|\r", -1)) {
      parser.line++;
      String command = row.replace('\u001A', ' ').strip();
      if (!command.isEmpty()) {
        parser.command(command);
      }
    }
    CueTracks.complete(parser.sheet, parser.line);
    return parser.sheet;
  }

  private void command(String command) throws MalformedImageException {
    String word = CueWords.first(command);
    String rest = CueWords.afterFirst(command);
    switch (word) {
      case "FILE" -> file(rest);
      case "TRACK" -> track(CueWords.of(rest));
      case "INDEX" -> index(CueWords.of(rest));
      case "PREGAP", "POSTGAP" -> gap(word, rest);
      case "FLAGS" -> flags(CueWords.of(rest));
      case "CATALOG", "MCN" -> sheet.cdText.put("mcn", CueWords.unquoted(rest));
      case "ISRC" -> text("isrc", rest);
      case "TITLE", "PERFORMER", "SONGWRITER", "COMPOSER", "ARRANGER", "MESSAGE" ->
          text(word.toLowerCase(Locale.ROOT), rest);
      case "CDTEXTFILE" -> sheet.cdTextFile = CueWords.unquoted(rest);
      case "REM" -> remark(rest);
      default -> {
        // Commands of other programs say nothing that the tracks need.
      }
    }
  }

  private void file(String rest) throws MalformedImageException {
    CueSheet.File named = CueFileCommand.read(line, rest);
    file = files.putIfAbsent(named.type() + ' ' + named.name(), named);
    if (file == null) {
      file = named;
      sheet.files.add(file);
    }
  }

  private void track(List<String> words) throws MalformedImageException {
    boolean numbered = !words.isEmpty() && words.get(0).matches("\\d{1,3}");
    int number = numbered ? Integer.parseInt(words.get(0)) : -1;
    int modeWord = numbered ? 1 : 0;
    String mode = modeWord < words.size() ? words.get(modeWord).toUpperCase(Locale.ROOT) : "";
    leftOut = CueModes.leftOut(mode);
    if (leftOut) {
      return;
    }
    if (words.isEmpty()) {
      throw malformed("TRACK without number and mode");
    }
    SectorLayout layout = layout(mode);
    if (track != null && remarks.number() > track.session.number()) {
      // Some sheets number each session anew.
      before = number >= 0 && number <= track.number ? track.number : 0;
    } else if (track != null && number + before == track.number && !track.has(1)) {
      return; // a track with INDEX 00 in the file before is repeated for its own file
    }
    number += before;
    if (track != null && number <= track.number) {
      number = track.number + 1;
    } else if (number < 0) {
      number = 1;
    }
    if (number > MAX_NUMBER) {
      throw malformed("track number %d, expected 1 to %d", number, MAX_NUMBER);
    }
    add(number, layout);
  }

  private void add(int number, SectorLayout layout) {
    track = new CueSheet.Track(line, number, layout, remarks.take());
    sheet.tracks.add(track);
  }

  /** Returns the layout of a mode, or null if the bytes have to tell it. */
  private SectorLayout layout(String mode) throws MalformedImageException {
    if (mode.isEmpty() || CueModes.unsized(mode)) {
      return null;
    }
    Optional<SectorLayout> layout = CueModes.layout(mode);
    if (layout.isEmpty()) {
      throw malformed("TRACK of unknown mode %s", mode);
    }
    return layout.get();
  }

  private void index(List<String> words) throws MalformedImageException {
    if (leftOut || words.isEmpty()) {
      return;
    }
    if (track == null) {
      add(1, null); // the line TRACK 01 is missing
    }
    boolean numbered = words.get(0).matches("\\d{1,3}");
    int number = numbered ? Integer.parseInt(words.get(0)) : 1;
    String time = !numbered ? words.get(0) : words.size() > 1 ? words.get(1) : "";
    if (number > MAX_NUMBER || track.has(number)) {
      return;
    }
    if (++indexes > MAX_INDEXES) {
      throw malformed("more than %d indexes", MAX_INDEXES);
    }
    long frames = Msf.parse(time);
    if (frames < 0) {
      MalformedImageException error =
          malformed("INDEX %02d at \"%s\", expected a time mm:ss:ff", number, time);
      if (!track.audio()) {
        throw error;
      }
      track.error = track.error == null ? error : track.error;
      return;
    }
    track.indexes.add(new CueSheet.Index(line, number, file, frames));
  }

  private void gap(String command, String rest) {
    List<String> words = CueWords.of(rest);
    long frames = words.isEmpty() ? -1 : Msf.parse(words.get(0));
    if (track != null && !leftOut && frames >= 0) {
      if (command.equals("PREGAP")) {
        track.pregap = frames;
      } else {
        track.postgap = frames;
      }
    }
  }

  private void flags(List<String> words) {
    for (String flag : words) {
      if (track != null && !leftOut) {
        track.control |=
            switch (flag.toUpperCase(Locale.ROOT)) {
              case "DCP" -> Track.COPY;
              case "4CH" -> Track.FOUR_CHANNELS;
              case "PRE" -> Track.PRE_EMPHASIS;
              default -> 0; // SCMS and DATA are no bits of sub-channel Q
            };
      }
    }
  }

  private void remark(String rest) {
    List<String> words = CueWords.of(rest);
    String word = CueWords.first(rest);
    if (remarks.read(words, word)) {
      return;
    }
    if (word.equals("MSF:") && words.size() > 1 && track != null) {
      long address = Msf.parse(words.get(1));
      track.address = address < 0 ? -1 : address - Msf.OFFSET;
    } else if (REMARKS.contains(word)) {
      text(word.toLowerCase(Locale.ROOT), CueWords.afterFirst(rest));
    }
  }

  private void text(String key, String rest) {
    String text = CueWords.unquoted(rest);
    if (!text.isEmpty() && !leftOut) {
      Map<String, String> cdText = track == null ? sheet.cdText : track.cdText;
      cdText.put(key, text);
    }
  }

  private MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        "cue sheet, line " + line,
        MalformedImageException.NO_OFFSET,
        String.format(detail, values));
  }
}
