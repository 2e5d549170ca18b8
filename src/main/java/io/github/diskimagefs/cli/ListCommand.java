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

  @Mixin private HiddenOption hidden = new HiddenOption();

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

  @Mixin private ListOrder order = new ListOrder();

  @Option(names = "-1", description = "One entry a line, which is always so.")
  @SuppressWarnings("UnusedVariable") // as users of ls type it
  private boolean single;

  @Mixin private TimeOptions times = new TimeOptions();

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  @Mixin private JsonOption json = new JsonOption();

  private boolean first = true;
  private Exclusions exclusions;
  private LongFormat format;

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
  boolean flag(char letter) {
    switch (letter) {
      case 'l' -> details = true;
      case 'h' -> human = true;
      case 'a' -> hidden.set();
      case 'R' -> recursive = true;
      case 'f' -> full = true;
      case 'd' -> themselves = true;
      case '1' -> single = true;
      default -> {
        return order.flag(letter);
      }
    }
    return true;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    if (details) {
      format = new LongFormat(disc, human, times.text());
    }
    exclusions = excluded.in(disc);
    List<Path> folders = new ArrayList<>();
    List<Row> files = new ArrayList<>();
    for (Path entry : PathSelection.orRoot(console, disc, chosen)) {
      if (exclusions.contains(entry)) {
        continue;
      }
      try {
        BasicFileAttributes attributes = attributes(entry);
        if (!themselves && (details ? attributes.isDirectory() : Files.isDirectory(entry))) {
          folders.add(entry);
        } else {
          files.add(new Row(entry, attributes, DisplayText.name(entry.toString())));
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

  private BasicFileAttributes attributes(Path entry) throws IOException {
    return details ? format.attributes(entry) : Listing.attributes(entry);
  }

  /** Without recursion of its own: an image may nest folders as deep as it likes. */
  private void list(Path start, boolean titled) {
    if (!order.byName()) {
      listOrdered(start, titled);
      return;
    }
    FolderQueue waiting = new FolderQueue(start, SortedFolder.limit());
    for (Path folder = next(waiting); folder != null; folder = next(waiting)) {
      title(folder, titled);
      FolderQueue.Level inner = waiting.push(folder, this::isListed);
      try {
        inner.forEach(
            entry -> {
              try {
                if (print(row(entry)) && recursive) {
                  inner.add(entry);
                }
              } catch (IOException e) {
                console.fail(entry, e);
              }
              return !console.isGone();
            });
      } catch (IOException e) {
        console.fail(Failure.inOneLine(e));
      }
    }
  }

  private Path next(FolderQueue waiting) {
    while (!console.isGone()) {
      try {
        return waiting.next();
      } catch (IOException e) {
        console.fail(Failure.inOneLine(e));
      }
    }
    return null;
  }

  /** Lists folders in an order that needs all entries of a folder at once. */
  private void listOrdered(Path start, boolean titled) {
    Deque<Path> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty() && !console.isGone()) {
      Path folder = waiting.pop();
      title(folder, titled);
      List<Row> rows = new ArrayList<>();
      try {
        for (Path child : hidden.children(folder)) {
          if (!exclusions.contains(child)) {
            rows.add(row(child));
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

  private void title(Path folder, boolean titled) {
    if (titled && !json.isSet()) {
      console.line((first ? "" : System.lineSeparator()) + DisplayText.name(folder + ":"));
    }
    first = false;
  }

  private boolean isListed(Path entry) {
    return hidden.shows(entry) && !exclusions.contains(entry);
  }

  /** Reads an entry; its attributes only if something depends on them. */
  private Row row(Path entry) throws IOException {
    boolean needed =
        details
            || recursive
            || json.isSet()
            || order.readsAttributes()
            || console.palette().hasColours();
    String shown = full ? DisplayText.name(entry.toString()) : Listing.name(entry);
    return new Row(entry, needed ? attributes(entry) : null, shown);
  }

  /** Prints the rows in the order that the options choose; leaves them in that order. */
  private void print(List<Row> rows) {
    if (!order.byName()) {
      order.sort(rows, Row::attributes);
    }
    for (Row row : rows) {
      try {
        print(row);
      } catch (IOException e) {
        console.fail(row.entry(), e);
      }
    }
  }

  /** Prints a row; returns whether it is known to be a folder. */
  private boolean print(Row row) throws IOException {
    BasicFileAttributes attributes = row.attributes();
    if (json.isSet()) {
      json.print(console, row.entry(), attributes);
    } else {
      String shown =
          attributes == null ? row.shown() : console.palette().name(row.shown(), attributes);
      console.line(details ? format.line(row.entry(), attributes, shown) : shown);
    }
    return attributes != null && attributes.isDirectory();
  }
}
