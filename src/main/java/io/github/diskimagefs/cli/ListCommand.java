package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists folders. */
@Command(
    name = "ls",
    aliases = "list",
    description = {
      "Lists folders of an image, by name.",
      "",
      "Keys of --json: path, type, size, modified, accessed, created (null if unknown); mode, links,"
          + " uid, gid where the image has them; target of a symbolic link."
    },
    footer = {
      "  diskimagefs ls disc.iso",
      "  diskimagefs ls -l disc.iso /docs /readme.txt",
      "  diskimagefs ls -lhS disc.iso '/docs/*.{txt,md}'",
      "  diskimagefs ls -R --full-path --view joliet disc.iso"
    })
final class ListCommand extends MountCommand {
  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description =
          "Folders and files in the image, or quoted patterns, such as '/docs/*.txt'; the root by"
              + " default.")
  private List<String> paths = new ArrayList<>();

  @Option(names = "-l", description = "Mode, links, owner, group, size, time of each entry.")
  private boolean details;

  @Option(
      names = {"-h", "--human-readable"},
      description = "Sizes with -l as in 1.5K, 234M, 2.0G (of 1024).")
  private boolean human;

  @Option(
      names = {"-a", "--all"},
      description = "Entries that the image marks as hidden too.")
  private boolean all;

  @Option(
      names = {"-R", "--recursive"},
      description = "The folders in the folders too.")
  private boolean recursive;

  @Option(
      names = {"-f", "--full-path"},
      description = "The full path of each entry in place of its name, and no headings.")
  private boolean full;

  @Option(
      names = {"-d", "--directory"},
      description = "Folders themselves instead of the entries in them.")
  private boolean themselves;

  @Option(names = "-t", description = "By time, the newest first.")
  private boolean byTime;

  @Option(names = "-S", description = "By size, the largest first.")
  private boolean bySize;

  @Option(
      names = {"-r", "--reverse"},
      description = "In reverse order.")
  private boolean reversed;

  @Option(names = "-1", description = "One entry a line, which is always so.")
  @SuppressWarnings("UnusedVariable") // as users of ls type it
  private boolean single;

  @Mixin private TimeOptions times = new TimeOptions();

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  private boolean first = true;
  private DateTimeFormatter format;
  private Exclusions exclusions;

  /** An entry to print. */
  private record Row(Path entry, BasicFileAttributes attributes, String shown) {}

  ListCommand(Console console) {
    super(console);
  }

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    format = times.format();
    exclusions = excluded.in(disc);
    List<Path> folders = new ArrayList<>();
    List<Row> files = new ArrayList<>();
    List<String> starts = chosen.isEmpty() ? List.of("/") : chosen;
    for (Path entry : new PathSelection(console, disc, false).addAll(starts).entries()) {
      if (exclusions.contains(entry)) {
        continue;
      }
      try {
        BasicFileAttributes attributes = Listing.attributes(entry);
        if (!themselves && (details ? attributes.isDirectory() : Files.isDirectory(entry))) {
          folders.add(entry);
        } else {
          files.add(new Row(entry, attributes, DisplayText.oneLine(entry.toString())));
        }
      } catch (IOException e) {
        console.fail(Failure.inOneLine(e));
      }
    }
    print(files);
    first = files.isEmpty();
    for (Path folder : folders) {
      list(folder, !full && (folders.size() > 1 || !first || recursive));
    }
  }

  /** Without recursion of its own: an image may nest folders as deep as it likes. */
  private void list(Path start, boolean titled) {
    Deque<Path> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty() && !console.isGone()) {
      Path folder = waiting.pop();
      if (titled && !json) {
        console.line((first ? "" : System.lineSeparator()) + DisplayText.oneLine(folder + ":"));
      }
      first = false;
      List<Row> rows = new ArrayList<>();
      try {
        for (Path child : Listing.children(folder, all)) {
          if (!exclusions.contains(child)) {
            String shown = full ? DisplayText.oneLine(child.toString()) : Listing.name(child);
            rows.add(new Row(child, Listing.attributes(child), shown));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        console.fail(Failure.inOneLine(e));
      }
      print(rows);
      for (int i = rows.size() - 1; recursive && i >= 0; i--) {
        if (rows.get(i).attributes().isDirectory()) {
          waiting.push(rows.get(i).entry());
        }
      }
    }
  }

  /** Prints the rows in the order that the options choose; leaves them in that order. */
  private void print(List<Row> rows) {
    if (byTime) {
      rows.sort(Comparator.comparing((Row row) -> row.attributes().lastModifiedTime()).reversed());
    } else if (bySize) {
      rows.sort(Comparator.comparingLong((Row row) -> row.attributes().size()).reversed());
    }
    if (reversed) {
      Collections.reverse(rows);
    }
    for (Row row : rows) {
      try {
        print(row);
      } catch (IOException e) {
        console.fail(row.entry(), e);
      }
    }
  }

  private void print(Row row) throws IOException {
    if (json) {
      console.json(EntryJson.of(row.entry(), row.attributes()));
      return;
    }
    String shown = console.palette().name(row.shown(), row.attributes());
    console.line(
        details ? Listing.longLine(row.entry(), row.attributes(), shown, human, format) : shown);
  }
}
