package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.EntryType;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Finds entries. */
@Command(
    name = "find",
    description = {
      "Finds entries by name, type, size or time.",
      "",
      "Prints the full paths of the entries that meet all conditions. Without a condition, of all"
          + " entries.",
      "",
      "Keys of --json: path, type, size, modified, accessed, created (null if unknown); mode, links,"
          + " uid, gid where the image has them; target of a symbolic link."
    },
    footer = {
      "  diskimagefs find disc.iso --name '*.txt'",
      "  diskimagefs find disc.iso /docs --type f --size +1M --newer 2024-01-01",
      "  diskimagefs find live.iso --type f --print0 | xargs -0 -n 1 echo"
    })
final class FindCommand extends MountCommand {
  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Where to search: folders, or quoted patterns. The root by default.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"--name", "-name"},
      paramLabel = "PATTERN",
      description = "The name matches, such as '*.txt'.")
  private String name;

  @Option(
      names = {"--iname", "-iname"},
      paramLabel = "PATTERN",
      description = "The name matches, capital or small letters.")
  private String anyCaseName;

  @Option(
      names = {"--path", "-path"},
      paramLabel = "PATTERN",
      description = "The whole path matches, such as '/docs/**/*.txt'.")
  private String wholePath;

  @Option(
      names = {"--type", "-type"},
      paramLabel = "LETTERS",
      description = "One of: f file, d folder, l symbolic link, c or b device, p pipe, s socket.")
  private String types;

  @Option(
      names = {"--size", "-size"},
      paramLabel = "[+-]SIZE",
      converter = SizeCondition.Converter.class,
      description = "A file of more (+), of less (-) or of exactly that size: +10M, -1k, 512.")
  private SizeCondition size;

  @Option(
      names = {"--newer", "-newer"},
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Modified after a time such as 2024-02-29T12:34Z, or after a file of the host.")
  private Instant newer;

  @Option(
      names = {"--max-depth", "-maxdepth"},
      paramLabel = "DEPTH",
      description = "Maximum number of folders on the way; 0 for the PATHs alone.")
  private int maxDepth = Integer.MAX_VALUE;

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  @Option(
      names = {"--print0", "-print0", "-0"},
      description = "Ends each path by a NUL instead of a line.")
  private boolean zero;

  @Mixin private JsonOption json = new JsonOption();

  FindCommand(Console console) {
    super(console);
  }

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) {
    if (types != null && !types.matches("[fdlcbpso](,?[fdlcbpso])*")) {
      throw new ParameterException(spec.commandLine(), "--type: no type of entries: " + types);
    }
    requireMin("--max-depth", maxDepth, 0);
    List<ShellPattern> names = patterns(disc, name);
    List<ShellPattern> folded = patterns(disc, anyCaseName == null ? null : fold(anyCaseName));
    List<ShellPattern> whole = patterns(disc, wholePath);
    TreeWalk walk =
        new TreeWalk(console, excluded.in(disc)) {
          @Override
          boolean visit(Path entry, BasicFileAttributes attributes) throws IOException {
            Path last = entry.getFileName() == null ? entry : entry.getFileName();
            if (matches(names, last)
                && matches(folded, anyCaseName == null ? last : disc.getPath(fold(last.toString())))
                && matches(whole, entry)
                && meets(entry, attributes)) {
              print(entry, attributes);
            }
            return depth() < maxDepth;
          }
        };
    PathSelection.orRoot(console, disc, chosen).forEach(walk::walk);
  }

  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static List<ShellPattern> patterns(FileSystem disc, String pattern) {
    return pattern == null
        ? null
        : ShellPattern.withoutBraces(pattern).stream()
            .map(plain -> ShellPattern.of(disc, plain))
            .toList();
  }

  private static boolean matches(List<ShellPattern> patterns, Path path) {
    return patterns == null || patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private boolean meets(Path entry, BasicFileAttributes attributes) throws IOException {
    return (types == null || types.indexOf(EntryType.of(entry, attributes).letter()) >= 0)
        && (size == null || (attributes.isRegularFile() && size.holds(attributes.size())))
        && (newer == null || attributes.lastModifiedTime().toInstant().isAfter(newer));
  }

  private void print(Path entry, BasicFileAttributes attributes) throws IOException {
    if (json.isSet()) {
      json.print(console, entry, attributes);
    } else if (zero) {
      console.out().print(entry);
      console.out().write(0);
    } else {
      console.exactly(entry.toString());
    }
  }
}
