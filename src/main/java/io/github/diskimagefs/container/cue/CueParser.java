package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the commands of a cue sheet (CDRWIN user's guide, "Cuesheet Commands"), and the remarks
 * that other programs gave a meaning.
 */
final class CueParser {
  private static final int MAX_INDEXES = 100 * 99;

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
          "ISRC",
          "TITLE",
          "PERFORMER",
          "SONGWRITER",
          "CDTEXTFILE",
          "REM");

  private static final Set<String> TYPES =
      Set.of("BINARY", "MOTOROLA", "WAVE", "AIFF", "MP3", "FLAC");

  private static final Set<String> REMARKS =
      Set.of("GENRE", "DATE", "DISCID", "COMMENT", "COMPOSER");

  private static final Pattern MODE = Pattern.compile("(MODE1|MODE2|CDI)/(\\d{4})");

  private final CueSheet sheet = new CueSheet();
  private int line;
  private CueSheet.File file;
  private CueSheet.Track track;
  private int session = 1;

  /** Tracks of earlier sessions that the numbers of this one leave out. */
  private int before;

  private long leadOut = -1;
  private long leadIn = -1;
  private long sessionPregap = -1;
  private boolean highDensity;
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
    return parser.finished();
  }

  /** The first word of a line, in upper case. */
  static String word(String command) {
    return command.substring(0, wordEnd(command)).toUpperCase(Locale.ROOT);
  }

  /** In upper case the word may be longer. */
  private static int wordEnd(String command) {
    int end = 0;
    while (end < command.length() && !Character.isWhitespace(command.charAt(end))) {
      end++;
    }
    return end;
  }

  private void command(String command) throws MalformedImageException {
    String word = word(command);
    String rest = command.substring(wordEnd(command)).strip();
    switch (word) {
      case "FILE" -> file(rest);
      case "TRACK" -> track(words(rest));
      case "INDEX" -> index(words(rest));
      case "PREGAP" -> inTrack(word).pregap = time(word, rest);
      case "POSTGAP" -> inTrack(word).postgap = time(word, rest);
      case "FLAGS" -> flags(words(rest));
      case "CATALOG" -> sheet.cdText.put("mcn", unquoted(rest));
      case "ISRC" -> text("isrc", rest);
      case "TITLE", "PERFORMER", "SONGWRITER", "COMPOSER", "ARRANGER", "MESSAGE" ->
          text(word.toLowerCase(Locale.ROOT), rest);
      case "CDTEXTFILE" -> sheet.cdTextFile = unquoted(rest);
      case "REM" -> remark(rest);
      default -> {
        // Commands of programs unknown say nothing that the tracks need.
      }
    }
  }

  private CueSheet finished() throws MalformedImageException {
    sheet.tracks.removeIf(each -> each.layout == null);
    if (sheet.tracks.isEmpty()) {
      throw malformed("no TRACK in the sheet");
    }
    for (CueSheet.Track each : sheet.tracks) {
      if (each.indexes.stream().noneMatch(index -> index.number() == 1)) {
        line = each.line;
        throw malformed("track %02d has no INDEX 01", each.number);
      }
    }
    return sheet;
  }

  private void file(String rest) throws MalformedImageException {
    String name;
    String type;
    if (rest.startsWith("\"")) {
      int end = rest.lastIndexOf('"');
      if (end == 0) {
        throw malformed("the quote of the FILE name is not closed");
      }
      name = rest.substring(1, end);
      type = rest.substring(end + 1).strip();
    } else {
      int blank = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t'));
      type = rest.substring(blank + 1);
      name = blank < 0 ? rest : rest.substring(0, blank).strip();
      if (!TYPES.contains(type.toUpperCase(Locale.ROOT))) {
        name = rest; // a bare name with blanks, and no type behind it
        type = "";
      }
    }
    if (name.isBlank()) {
      throw malformed("FILE without a name");
    }
    type = type.isEmpty() ? "BINARY" : type.toUpperCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw malformed("FILE of type %s, expected one of %s", type, TYPES);
    }
    if (file == null || !file.name().equals(name) || !file.type().equals(type)) {
      file = new CueSheet.File(line, name, type);
      sheet.files.add(file);
    }
  }

  private void track(List<String> words) throws MalformedImageException {
    if (words.size() < 2) {
      throw malformed("TRACK without number and mode");
    }
    int number = number(words.get(0), 1, 99, "track number");
    if (track != null && session > track.session) {
      before = number <= track.number ? track.number : 0; // a sheet that numbers each session anew
    }
    number += before;
    if (number > 99) {
      throw malformed("more than 99 tracks");
    }
    if (!sheet.tracks.isEmpty() && number <= track.number) {
      throw malformed("track %d after track %d", number, track.number);
    }
    if (file == null) {
      throw malformed("TRACK before any FILE");
    }
    track = new CueSheet.Track(line, number, layout(words.get(1).toUpperCase(Locale.ROOT)));
    track.session = session;
    track.leadOut = leadOut;
    track.leadIn = leadIn;
    track.sessionPregap = sessionPregap;
    track.highDensity = highDensity;
    leadOut = -1;
    leadIn = -1;
    sessionPregap = -1;
    highDensity = false;
    sheet.tracks.add(track);
  }

  /** The layout of a mode; null for that of a data track that Exact Audio Copy left out. */
  private SectorLayout layout(String mode) throws MalformedImageException {
    if (mode.equals("MODEX/2XXX")) {
      return null;
    }
    if (mode.equals("AUDIO")) {
      return SectorLayout.of(TrackMode.AUDIO, 2352);
    }
    if (mode.equals("CDG")) {
      return SectorLayout.of(TrackMode.AUDIO, 2448);
    }
    Matcher matcher = MODE.matcher(mode);
    SectorLayout layout =
        matcher.matches()
            ? SectorLayout.of(
                matcher.group(1).equals("MODE1") ? TrackMode.MODE1 : TrackMode.MODE2,
                Integer.parseInt(matcher.group(2)))
            : null;
    if (layout == null) {
      throw malformed("TRACK of mode %s, which is none", mode);
    }
    return layout;
  }

  private void index(List<String> words) throws MalformedImageException {
    CueSheet.Track current = inTrack("INDEX");
    if (words.size() < 2) {
      throw malformed("INDEX without number and time");
    }
    int number = number(words.get(0), 0, 99, "index number");
    long frames = time("INDEX", words.get(1));
    if (++indexes > MAX_INDEXES) {
      throw malformed("more than %d indexes", MAX_INDEXES);
    }
    if (!current.indexes.isEmpty()) {
      CueSheet.Index before = current.indexes.get(current.indexes.size() - 1);
      if (number <= before.number()) {
        throw malformed("INDEX %02d after INDEX %02d", number, before.number());
      }
    }
    current.indexes.add(new CueSheet.Index(line, number, file, frames));
  }

  private void flags(List<String> words) throws MalformedImageException {
    CueSheet.Track current = inTrack("FLAGS");
    for (String flag : words) {
      current.control |=
          switch (flag.toUpperCase(Locale.ROOT)) {
            case "DCP" -> Track.COPY;
            case "4CH" -> Track.FOUR_CHANNELS;
            case "PRE" -> Track.PRE_EMPHASIS;
            default -> 0; // SCMS, DATA: nothing that sub-channel Q would hold
          };
    }
  }

  private void remark(String rest) throws MalformedImageException {
    List<String> words = words(rest);
    String word = word(rest);
    if (word.equals("SESSION") && words.size() > 1 && words.get(1).matches("\\d{1,2}")) {
      session = Math.max(session, Integer.parseInt(words.get(1)));
    } else if (word.equals("HIGH-DENSITY")) {
      session++;
      highDensity = true;
    } else if (word.equals("LEAD-OUT") && words.size() > 1) {
      long length = Msf.parse(words.get(1));
      // Some programs give its length, others where in the file it would begin.
      leadOut =
          length == DiscBuilder.FIRST_LEAD_OUT || length == DiscBuilder.LATER_LEAD_OUT
              ? length
              : -1;
    } else if (word.equals("LEAD-IN") && words.size() > 1) {
      leadIn = Msf.parse(words.get(1));
    } else if (word.equals("PREGAP") && words.size() > 1) {
      sessionPregap = Msf.parse(words.get(1));
    } else if (word.equals("MSF:") && words.size() > 1 && track != null) {
      long address = Msf.parse(words.get(1));
      track.address = address < 0 ? -1 : address - Msf.OFFSET;
    } else if (REMARKS.contains(word)) {
      String text = unquoted(rest.substring(word.length()).strip());
      Map<String, String> cdText = track == null ? sheet.cdText : track.cdText;
      if (!text.isEmpty()) {
        cdText.put(word.toLowerCase(Locale.ROOT), text);
      }
    }
  }

  private void text(String key, String rest) {
    String text = unquoted(rest);
    if (!text.isEmpty()) {
      (track == null ? sheet.cdText : track.cdText).put(key, text);
    }
  }

  private CueSheet.Track inTrack(String command) throws MalformedImageException {
    if (track == null) {
      throw malformed("%s before any TRACK", command);
    }
    return track;
  }

  private long time(String command, String text) throws MalformedImageException {
    long frames = Msf.parse(text.strip());
    if (frames < 0) {
      throw malformed("%s at %s, which is no time mm:ss:ff", command, text);
    }
    return frames;
  }

  private int number(String text, int min, int max, String what) throws MalformedImageException {
    int number = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw malformed("%s %s, expected %d to %d", what, text, min, max);
    }
    return number;
  }

  private static String unquoted(String text) {
    if (!text.startsWith("\"")) {
      return text;
    }
    int end = text.lastIndexOf('"');
    return end == 0 ? text.substring(1).strip() : text.substring(1, end);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[ \t]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        "cue sheet, line " + line,
        MalformedImageException.NO_OFFSET,
        String.format(detail, values));
  }
}
