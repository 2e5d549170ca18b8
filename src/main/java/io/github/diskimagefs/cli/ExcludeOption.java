package io.github.diskimagefs.cli;

import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --exclude}. */
final class ExcludeOption {
  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Leaves out entries whose path, or the end of it from any name on, matches, and all that"
              + " is in them; may be repeated. A pattern that starts with / is for the whole path.")
  private List<String> patterns = new ArrayList<>();

  /**
   * Compiles the patterns.
   *
   * @throws java.util.regex.PatternSyntaxException if one is wrong
   */
  Exclusions in(FileSystem disc) {
    return patterns.isEmpty() ? Exclusions.NONE : Exclusions.of(disc, patterns);
  }
}
