package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Draws the tree of folders. */
@Command(
    name = "tree",
    description = "Draws the tree of folders and files of an image.",
    footer = {
      "  diskimagefs tree disc.iso",
      "  diskimagefs tree -L 2 -s disc.dmg /Applications",
      "  diskimagefs tree --volume all hybrid.iso"
    })
final class TreeCommand extends MountCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder in the image; the root by default.")
  private String path;

  @Option(
      names = {"-a", "--all"},
      description = "Entries that the image marks as hidden too.")
  private boolean all;

  @Option(
      names = {"-s", "--size"},
      description = "The size of each file, in bytes.")
  private boolean sizes;

  @Option(
      names = {"-h", "--human-readable"},
      description = "The size of each file, such as 1.5K or 234M.")
  private boolean human;

  private int depth = Integer.MAX_VALUE;

  @Option(
      names = {"-L", "--depth"},
      paramLabel = "DEPTH",
      description = "Maximum number of folders on the way to an entry, from 1.")
  void setDepth(int levels) {
    if (levels < 1) {
      throw new ParameterException(
          spec.commandLine(), "--depth: expected a number from 1, not " + levels);
    }
    depth = levels;
  }

  private long folders;
  private long files;

  TreeCommand(Console console) {
    super(console);
  }

  /** A folder in work: the entries that are left, and the text before each of its lines. */
  private record Level(Iterator<Path> left, String indent) {}

  @Override
  List<String> paths() {
    return path == null ? List.of() : List.of(path);
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    Path start = disc.getPath("/").resolve(chosen.isEmpty() ? "/" : chosen.get(0));
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(Listing.children(start, all).iterator(), ""));
    console.line(DisplayText.oneLine(start.toString()));
    while (!levels.isEmpty() && !console.isGone()) {
      Level level = levels.peek();
      if (level.left().hasNext()) {
        draw(level, levels);
      } else {
        levels.pop();
      }
    }
    console.line(
        String.format(Locale.ROOT, "%n%s, %s", count(folders, "folder"), count(files, "file")));
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private String size(long bytes) {
    return "  (" + (human ? Listing.humanReadable(bytes) : bytes) + ')';
  }

  private void draw(Level level, Deque<Level> levels) {
    Path entry = level.left().next();
    boolean last = !level.left().hasNext();
    String branch = level.indent() + (last ? "└── " : "├── ");
    try {
      BasicFileAttributes attributes = Listing.attributes(entry);
      String name = console.palette().name(Listing.name(entry), attributes);
      String size = (sizes || human) && attributes.isRegularFile() ? size(attributes.size()) : "";
      console.line(branch + name + Listing.arrow(entry, attributes) + size);
      if (!attributes.isDirectory()) {
        files++;
        return;
      }
      folders++;
      if (levels.size() < depth) {
        String indent = level.indent() + (last ? "    " : "│   ");
        levels.push(new Level(Listing.children(entry, all).iterator(), indent));
      }
    } catch (IOException | UncheckedIOException e) {
      console.fail(Failure.inOneLine(e));
    }
  }
}
