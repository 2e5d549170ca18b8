package io.github.diskimagefs.nio;

import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Path matchers. A {@code glob:} becomes the regular expression that the JDK would make of it. */
final class Globs {
  private static final String NOT_SLASH = "[^/]";
  private static final String REGEX_META = ".^$+{[]|()";
  private static final String GLOB_META = "\\*?[{";
  private static final char NONE = 0;

  private final String glob;
  private final StringBuilder regex = new StringBuilder("^");
  private int offset;

  private Globs(String glob) {
    this.glob = glob;
  }

  /**
   * Returns the matcher for {@code FileSystem.getPathMatcher}.
   *
   * @throws IllegalArgumentException if there is no syntax before a colon
   * @throws UnsupportedOperationException if the syntax is not known
   * @throws PatternSyntaxException if the pattern is wrong
   */
  static PathMatcher matcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("needs syntax:pattern, not " + syntaxAndPattern);
    }
    String pattern = syntaxAndPattern.substring(colon + 1);
    switch (syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "glob":
        return glob(pattern);
      case "regex":
        return regex(Pattern.compile(pattern));
      default:
        throw new UnsupportedOperationException("syntax of " + syntaxAndPattern);
    }
  }

  private static PathMatcher regex(Pattern pattern) {
    return path -> pattern.matcher(path.toString()).matches();
  }

  private static PathMatcher glob(String glob) {
    String suffix = suffix(glob);
    if (suffix == null) {
      return regex(Pattern.compile(new Globs(glob).regex()));
    }
    return path -> {
      String text = path.toString();
      return text.endsWith(suffix)
          && text.lastIndexOf('/', text.length() - suffix.length() - 1) < 0;
    };
  }

  /**
   * Returns the text after a leading asterisk if the glob has no other special character, the most
   * frequent kind; else null.
   */
  private static String suffix(String glob) {
    if (!glob.startsWith("*")) {
      return null;
    }
    for (int i = 1; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (GLOB_META.indexOf(c) >= 0 || c == '/' || Character.isSurrogate(c)) {
        return null;
      }
    }
    return glob.substring(1);
  }

  private String regex() {
    boolean inGroup = false;
    while (offset < glob.length()) {
      char c = glob.charAt(offset++);
      switch (c) {
        case '\\':
          if (offset == glob.length()) {
            throw wrong("nothing to escape", offset - 1);
          }
          literal(glob.charAt(offset++));
          break;
        case '[':
          characterClass();
          break;
        case '{':
          if (inGroup) {
            throw wrong("groups do not nest", offset - 1);
          }
          regex.append("(?:(?:");
          inGroup = true;
          break;
        case '}':
          regex.append(inGroup ? "))" : "}");
          inGroup = false;
          break;
        case ',':
          regex.append(inGroup ? ")|(?:" : ",");
          break;
        case '*':
          if (peek() == '*') {
            offset++;
            regex.append(".*");
          } else {
            regex.append(NOT_SLASH).append('*');
          }
          break;
        case '?':
          regex.append(NOT_SLASH);
          break;
        default:
          literal(c);
          break;
      }
    }
    if (inGroup) {
      throw wrong("} is missing", offset - 1);
    }
    return regex.append('$').toString();
  }

  private void literal(char c) {
    if (REGEX_META.indexOf(c) >= 0 || GLOB_META.indexOf(c) >= 0) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private char peek() {
    return offset < glob.length() ? glob.charAt(offset) : NONE;
  }

  /** Converts a class in brackets: characters and ranges, never a slash. */
  private void characterClass() {
    regex.append('[').append(NOT_SLASH).append("&&[");
    if (peek() == '^') {
      regex.append("\\^");
      offset++;
    } else {
      if (peek() == '!') {
        regex.append('^');
        offset++;
      }
      if (peek() == '-') {
        regex.append('-');
        offset++;
      }
    }
    char rangeStart = NONE;
    while (offset < glob.length()) {
      char c = glob.charAt(offset++);
      if (c == ']') {
        regex.append("]]");
        return;
      }
      classMember(c);
      if (c != '-') {
        rangeStart = c;
        continue;
      }
      if (rangeStart == NONE) {
        throw wrong("a range begins with nothing", offset - 1);
      }
      char end = peek();
      if (end == NONE || end == ']') {
        continue;
      }
      if (end < rangeStart) {
        throw wrong("a range goes backwards", offset - 2);
      }
      offset++;
      regex.append(end);
      rangeStart = NONE;
    }
    throw wrong("] is missing", offset - 1);
  }

  private void classMember(char c) {
    if (c == '/') {
      throw wrong("a class holds a slash", offset - 1);
    }
    if (c == '\\' || c == '[' || (c == '&' && peek() == '&')) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private PatternSyntaxException wrong(String what, int index) {
    return new PatternSyntaxException(what, glob, index);
  }
}
