package io.github.diskimagefs.cli;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that {@code --exclude} leaves out. As by tar, a pattern matches from the start of any
 * name of a path, one that starts with a slash from the root only.
 */
final class Exclusions {
  static final Exclusions NONE = new Exclusions();

  private final List<ShellPattern> names = new ArrayList<>();
  private final List<ShellPattern> ends = new ArrayList<>();
  private final List<ShellPattern> absolute = new ArrayList<>();

  private Exclusions() {}

  /**
   * Compiles patterns.
   *
   * @throws java.util.regex.PatternSyntaxException if one is wrong
   */
  static Exclusions of(FileSystem disc, List<String> patterns) {
    Exclusions exclusions = new Exclusions();
    for (String pattern : patterns) {
      for (String plain : ShellPattern.withoutBraces(pattern)) {
        String trimmed = plain.length() > 1 && plain.endsWith("/") ? cut(plain) : plain;
        List<ShellPattern> kind =
            trimmed.startsWith("/")
                ? exclusions.absolute
                : trimmed.contains("/") ? exclusions.ends : exclusions.names;
        kind.add(ShellPattern.of(disc, trimmed));
      }
    }
    return exclusions;
  }

  private static String cut(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }

  /** Returns whether an entry, and all that is in it, is left out. */
  boolean contains(Path entry) {
    Path name = entry.getFileName();
    if (name == null) {
      return false;
    }
    if (names.stream().anyMatch(pattern -> pattern.matches(name))
        || absolute.stream().anyMatch(pattern -> pattern.matches(entry))) {
      return true;
    }
    for (int i = 0; i < entry.getNameCount() && !ends.isEmpty(); i++) {
      Path end = entry.subpath(i, entry.getNameCount());
      if (ends.stream().anyMatch(pattern -> pattern.matches(end))) {
        return true;
      }
    }
    return false;
  }
}
