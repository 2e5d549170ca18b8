package io.github.diskimagefs.cli;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a shell for paths: {@code *} and {@code ?} within a name, {@code **} across names,
 * {@code [a-z]}, <code>{a,b}</code>; a backslash before a character takes its meaning away.
 */
final class ShellPattern {
  /** Paths that one pattern may stand for, by braces or by {@code **}: more is a mistake. */
  private static final int MAX_ALTERNATIVES = 1000;

  private static final String ANY_FOLDERS = "**/";

  private final FileSystem disc;
  private final List<PathMatcher> matchers = new ArrayList<>();

  private ShellPattern(FileSystem disc) {
    this.disc = disc;
  }

  /**
   * Compiles a pattern without braces.
   *
   * @throws PatternSyntaxException if it is none
   */
  static ShellPattern of(FileSystem disc, String pattern) {
    ShellPattern compiled = new ShellPattern(disc);
    List<String> forms = withFewerFolders(pattern);
    for (String form : forms) {
      compiled.add(form);
      String composed = Normalizer.normalize(form, Normalizer.Form.NFC);
      if (!composed.equals(form)) {
        compiled.add(composed);
      }
    }
    return compiled;
  }

  /** Adds a matcher of one form. */
  private void add(String form) {
    // "**" of the JDK crosses names wherever it is; a negation of a shell may be "^" too.
    matchers.add(disc.getPathMatcher("glob:" + form.replaceAll("(?<!\\\\)\\[\\^", "[!")));
  }

  /** Returns whether a path matches as it is spelled, or with its accents composed. */
  boolean matches(Path path) {
    if (matchers.stream().anyMatch(matcher -> matcher.matches(path))) {
      return true;
    }
    String text = path.toString();
    if (Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      return false;
    }
    Path composed = disc.getPath(Normalizer.normalize(text, Normalizer.Form.NFC));
    return matchers.stream().anyMatch(matcher -> matcher.matches(composed));
  }

  /** Returns whether a text has a character with a meaning in patterns. */
  static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if ("*?[{".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text that a pattern without special characters stands for. */
  static String literal(String pattern) {
    return pattern.replaceAll("\\\\(.)", "$1");
  }

  /**
   * Returns the patterns that a pattern with braces stands for. Braces may be nested.
   *
   * @throws PatternSyntaxException if they are too many, or a brace is not closed
   */
  static List<String> withoutBraces(String pattern) {
    List<String> done = new ArrayList<>();
    List<String> waiting = new ArrayList<>(List.of(pattern));
    while (!waiting.isEmpty()) {
      String next = waiting.remove(0);
      int open = indexOf(next, '{', 0);
      if (open < 0) {
        done.add(next);
      } else {
        int close = closing(next, open);
        int at = 0;
        for (String part : parts(next.substring(open + 1, close))) {
          waiting.add(at++, next.substring(0, open) + part + next.substring(close + 1));
        }
      }
      if (waiting.size() + done.size() > MAX_ALTERNATIVES) {
        throw new PatternSyntaxException("too many alternatives", pattern, open);
      }
    }
    return done;
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new PatternSyntaxException("a brace is not closed", pattern, open);
  }

  private static List<String> parts(String inner) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(inner.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(inner.substring(start));
    return parts;
  }

  private static int indexOf(String pattern, char special, int from) {
    for (int i = from; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.charAt(i) == special) {
        return i;
      }
    }
    return -1;
  }

  /** Returns a pattern in all forms in which {@code **}{@code /} stands for no folder at all. */
  private static List<String> withFewerFolders(String pattern) {
    List<String> forms = new ArrayList<>(List.of(pattern));
    for (int i = 0; i < forms.size(); i++) {
      String form = forms.get(i);
      int from = 0;
      for (int at = form.indexOf(ANY_FOLDERS); at >= 0; at = form.indexOf(ANY_FOLDERS, from)) {
        if (at == 0 || form.charAt(at - 1) == '/') {
          String fewer = form.substring(0, at) + form.substring(at + ANY_FOLDERS.length());
          if (!forms.contains(fewer)) {
            forms.add(fewer);
          }
        }
        from = at + 1;
      }
      if (forms.size() > MAX_ALTERNATIVES) {
        throw new PatternSyntaxException("too many **", pattern, 0);
      }
    }
    return forms;
  }
}
