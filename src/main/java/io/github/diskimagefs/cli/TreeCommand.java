package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the tree of folders. */
@Command(
    name = "tree",
    description = "Draws the tree of folders and files of an image.",
    footer = {
      "  diskimagefs tree disc.iso",
      "  diskimagefs tree -L 2 -s disc.dmg /Applications '/Users/*'",
      "  diskimagefs tree --volume all hybrid.iso"
    })
final class TreeCommand extends MountCommand {
  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Folders in the image, or quoted patterns, such as '/d*'; the root by default.")
  private List<String> paths = new ArrayList<>();

  @Mixin private HiddenOption hidden = new HiddenOption();

  @Option(
      names = {"-s", "--size"},
      description = "The size of each file, in bytes.")
  private boolean sizes;

  @Option(
      names = {"-h", "--human-readable"},
      description = "The size of each file, such as 1.5K or 234M.")
  private boolean human;

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  private int depth = Integer.MAX_VALUE;

  @Option(
      names = {"-L", "--depth"},
      paramLabel = "DEPTH",
      description = "Maximum number of folders on the way to an entry, from 1.")
  void setDepth(int levels) {
    requireMin("--depth", levels, 1);
    depth = levels;
  }

  private Exclusions exclusions;
  private long folders;
  private long files;
  private boolean drawn;

  TreeCommand(Console console) {
    super(console);
  }

  /** A folder in work: the entries that are left, and the text before each of its lines. */
  private record Level(Iterator<Path> left, String indent) {}

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    exclusions = excluded.in(disc);
    for (Path start : PathSelection.orRoot(console, disc, chosen)) {
      if (!exclusions.contains(start)) {
        draw(start);
      }
    }
    if (drawn) {
      console.line(
          String.format(Locale.ROOT, "%n%s, %s", count(folders, "folder"), count(files, "file")));
    }
  }

  private void draw(Path start) {
    Deque<Level> levels = new ArrayDeque<>();
    try {
      boolean folder = Files.isDirectory(start);
      if (folder) {
        levels.push(level(start, ""));
      }
      console.line(
          DisplayText.name(start.toString())
              + (folder ? "" : details(start, Listing.attributes(start))));
      files += folder ? 0 : 1;
      drawn = true;
    } catch (IOException | UncheckedIOException e) {
      console.fail(start, e);
    }
    while (!levels.isEmpty() && !console.isGone()) {
      Level level = levels.peek();
      if (level.left().hasNext()) {
        draw(level, levels);
      } else {
        levels.pop();
      }
    }
  }

  private Level level(Path folder, String indent) throws IOException {
    return new Level(
        hidden.children(folder).stream().filter(entry -> !exclusions.contains(entry)).iterator(),
        indent);
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns the target of a link, and the size of a file if an option asks for it. */
  private String details(Path entry, BasicFileAttributes attributes) {
    long bytes = attributes.size();
    String size = "  (" + (human ? Listing.humanReadable(bytes) : bytes) + ')';
    return Listing.arrow(entry, attributes)
        + ((sizes || human) && attributes.isRegularFile() ? size : "");
  }

  private void draw(Level level, Deque<Level> levels) {
    Path entry = level.left().next();
    boolean last = !level.left().hasNext();
    String branch = level.indent() + (last ? "└── " : "├── ");
    try {
      BasicFileAttributes attributes = Listing.attributes(entry);
      String name = console.palette().name(Listing.name(entry), attributes);
      console.line(branch + name + details(entry, attributes));
      if (!attributes.isDirectory()) {
        files++;
        return;
      }
      folders++;
      if (levels.size() < depth) {
        String indent = level.indent() + (last ? "    " : "│   ");
        levels.push(level(entry, indent));
      }
    } catch (IOException | UncheckedIOException e) {
      console.fail(Failure.inOneLine(e));
    }
  }
}
