package io.github.diskimagefs.container.cue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a line of a cue sheet into its words and quoted strings. */
final class CueWords {
  /** Opening quotes, each with the closing ones that programs put after it. */
  private static final String[][] QUOTES = {
    {"\"", "\""},
    {"'", "'"},
    {"\u201C", "\u201D\u201C\""},
    {"\u201D", "\u201D\""},
    {"\u201E", "\u201C\u201D\""},
    {"\u2018", "\u2019\u2018'"},
    {"\u2019", "\u2019'"},
    {"\u201A", "\u2018\u2019'"},
    {"\u00AB", "\u00BB"},
    {"\u00BB", "\u00AB"},
    {"`", "'`\u00B4"},
    {"\u00B4", "\u00B4"},
    {"\uFF02", "\uFF02"},
  };

  private CueWords() {}

  /** Returns the first word of a line, in upper case. */
  static String first(String line) {
    return line.substring(0, firstEnd(line)).toUpperCase(Locale.ROOT);
  }

  /** Returns the text after the first word, whose upper case may be longer than the word. */
  static String afterFirst(String line) {
    return line.substring(firstEnd(line)).strip();
  }

  private static int firstEnd(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Returns the words of a text, without its quotes being regarded. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[ \t]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** Returns the quotes that may close a text, or an empty string if it starts with no quote. */
  static String closing(String text) {
    for (String[] pair : QUOTES) {
      if (text.startsWith(pair[0])) {
        return pair[1];
      }
    }
    return "";
  }

  /** Returns a text without its quotes; quotes within it stay. */
  static String unquoted(String text) {
    String closing = closing(text);
    if (closing.isEmpty()) {
      return text;
    }
    int end = text.length() - 1;
    while (end > 0 && closing.indexOf(text.charAt(end)) < 0) {
      end--;
    }
    if (end == 0) {
      // An apostrophe that is never closed belongs to the text.
      return closing.equals("\"") ? text.substring(1).strip() : text;
    }
    return text.substring(1, end);
  }
}
