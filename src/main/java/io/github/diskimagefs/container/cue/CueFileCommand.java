package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import java.util.Locale;
import java.util.Set;

/**
 * The arguments of a FILE command: a name, which may be quoted, a type, and text without meaning.
 * Programs put their own words in place of the types of CDRWIN.
 */
final class CueFileCommand {
  /** The type of a file without one. */
  private static final String BINARY = "BINARY";

  private static final Set<String> TYPES =
      Set.of(
          BINARY,
          "MOTOROLA",
          "WAVE",
          "WAV",
          "AIFF",
          "AIF",
          "AIFC",
          "RAW",
          "PCM",
          "BIN",
          "IMG",
          "ISO",
          "CDDA",
          "CDR",
          "MP3",
          "MP2",
          "MPEG",
          "FLAC",
          "FLA",
          "OGG",
          "OGA",
          "VORBIS",
          "OPUS",
          "APE",
          "MAC",
          "WV",
          "WAVPACK",
          "M4A",
          "MP4",
          "ALAC",
          "AAC",
          "AC3",
          "DTS",
          "TTA",
          "TAK",
          "WMA",
          "ASF",
          "MPC",
          "OFR",
          "SHN",
          "W64",
          "CAF",
          "MID",
          "MIDI");

  private CueFileCommand() {}

  /**
   * Reads the arguments.
   *
   * @param text after the word FILE
   * @throws MalformedImageException if there is no name
   */
  static CueSheet.File read(int line, String text) throws MalformedImageException {
    String closing = CueWords.closing(text);
    CueSheet.File file = closing.isEmpty() ? unquoted(line, text) : quoted(line, text, closing);
    if (file.name().isBlank()) {
      throw malformed(line, "FILE without a name");
    }
    return file;
  }

  /** Takes the last quote after which a known type follows, because a name may hold quotes. */
  private static CueSheet.File quoted(int line, String text, String closing)
      throws MalformedImageException {
    int last = -1;
    for (int end = text.length() - 1; end > 0; end--) {
      if (closing.indexOf(text.charAt(end)) >= 0) {
        String type = CueWords.first(text.substring(end + 1).strip());
        if (type.isEmpty() || TYPES.contains(type)) {
          return new CueSheet.File(line, text.substring(1, end), type(type));
        }
        last = last < 0 && Character.isWhitespace(text.charAt(end + 1)) ? end : last;
      }
    }
    if (last >= 0) {
      String type = CueWords.first(text.substring(last + 1).strip());
      return new CueSheet.File(line, text.substring(1, last), type(type));
    }
    if (!closing.equals("\"")) {
      return unquoted(line, text); // an apostrophe that belongs to the name
    }
    throw malformed(line, "the quote of the FILE name is not closed");
  }

  /** Takes the last word that is a known type; without one, the whole text is the name. */
  private static CueSheet.File unquoted(int line, String text) {
    int end = text.length();
    while (end > 0) {
      int begin = end;
      while (begin > 0 && !blank(text.charAt(begin - 1))) {
        begin--;
      }
      String type = text.substring(begin, end).toUpperCase(Locale.ROOT);
      if (begin > 0 && TYPES.contains(type)) {
        return new CueSheet.File(line, text.substring(0, begin).strip(), type);
      }
      end = begin;
      while (end > 0 && blank(text.charAt(end - 1))) {
        end--;
      }
    }
    return new CueSheet.File(line, text, BINARY);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A comment may follow where the type is left out. */
  private static String type(String word) {
    return word.isEmpty() || !Character.isLetterOrDigit(word.charAt(0)) ? BINARY : word;
  }

  private static MalformedImageException malformed(int line, String detail) {
    return new MalformedImageException(
        "cue sheet, line " + line, MalformedImageException.NO_OFFSET, detail);
  }
}
