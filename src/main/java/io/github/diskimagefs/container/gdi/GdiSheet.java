package io.github.diskimagefs.container.gdi;

import io.github.diskimagefs.MalformedImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tracks of a GDI sheet.
 *
 * @param tracks in their order, at least one
 */
record GdiSheet(List<Track> tracks) {

  /**
   * A line of the sheet.
   *
   * @param line its number, from 1
   * @param block logical block address of the first sector of the file
   * @param control 0 for audio, 4 for data
   * @param name of the file
   * @param offset byte of the first sector in the file
   */
  record Track(
      int line, int number, long block, int control, int sectorSize, String name, long offset) {}

  private static final int MAX_TRACKS = 99;

  private static final Pattern COUNT = Pattern.compile("\\d{1,2}");

  /** Five columns; a name without quotes may hold blanks, and the offset may be left out. */
  private static final Pattern COLUMNS =
      Pattern.compile("(\\d{1,2})\\s+(\\d{1,9})\\s+(\\d{1,2})\\s+(\\d{1,5})\\s+(\\S.*)");

  private static final Pattern QUOTED = Pattern.compile("\"(.+)\"\\s*(\\d{0,18})(?:\\s.*)?");
  private static final Pattern PLAIN = Pattern.compile("(\\S.*?)\\s+(\\d{1,18})");

  /**
   * Returns whether a text is a number of tracks and a line of columns for each of them. Other
   * texts have a number and such a line too; so a sheet that lacks lines is one only if it is named
   * so.
   *
   * @param named whether the name of the file has the extension of the format
   */
  static boolean recognises(String text, boolean named) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(row -> !row.isEmpty())
            .limit(1 + MAX_TRACKS)
            .toList();
    if (lines.size() < 2 || !COUNT.matcher(lines.get(0)).matches()) {
      return false;
    }
    int count = Integer.parseInt(lines.get(0));
    if (!named && (count == 0 || lines.size() <= count)) {
      return false;
    }
    for (int i = 1; i <= (named ? 1 : count); i++) {
      Matcher track = COLUMNS.matcher(lines.get(i));
      if (!track.matches()
          || Integer.parseInt(track.group(1)) != i
          || track.group(4).length() != 4) {
        return false;
      }
    }
    return true;
  }

  static GdiSheet parse(String text) throws MalformedImageException {
    List<Track> tracks = new ArrayList<>();
    int line = 0;
    int count = -1;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      line++;
      String columns = row.strip();
      if (columns.isEmpty()) {
        continue;
      }
      if (count < 0) {
        if (!COUNT.matcher(columns).matches()) {
          throw malformed(line, "the number of tracks is \"" + columns + "\"");
        }
        count = Integer.parseInt(columns);
      } else if (tracks.size() == count) {
        break; // notes of the sheet's author
      } else {
        tracks.add(track(line, columns));
      }
    }
    if (tracks.isEmpty()) {
      throw malformed(line, "no track in the sheet");
    }
    return new GdiSheet(tracks);
  }

  private static Track track(int line, String columns) throws MalformedImageException {
    Matcher matcher = COLUMNS.matcher(columns);
    if (!matcher.matches()) {
      throw malformed(
          line, "expected track, address, type, sector size, name and offset: " + columns);
    }
    int number = Integer.parseInt(matcher.group(1));
    if (number < 1 || number > MAX_TRACKS) {
      throw malformed(line, "track number " + number);
    }
    String rest = matcher.group(5);
    Matcher named = QUOTED.matcher(rest);
    if (!named.matches()) {
      named = PLAIN.matcher(rest);
    }
    boolean whole = !named.matches();
    String offset = whole ? "" : named.group(2);
    return new Track(
        line,
        number,
        Long.parseLong(matcher.group(2)),
        Integer.parseInt(matcher.group(3)) & 0xF,
        Integer.parseInt(matcher.group(4)),
        whole ? rest : named.group(1),
        offset.isEmpty() ? 0 : Long.parseLong(offset));
  }

  /** Returns the names of the files. */
  List<String> fileNames() {
    return tracks.stream().map(Track::name).toList();
  }

  static String place(int line) {
    return "GDI sheet, line " + line;
  }

  private static MalformedImageException malformed(int line, String detail) {
    return new MalformedImageException(place(line), MalformedImageException.NO_OFFSET, detail);
  }
}
