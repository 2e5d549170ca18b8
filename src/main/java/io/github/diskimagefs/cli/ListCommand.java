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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists folders. */
@Command(
    name = "ls",
    description = "Lists folders of an image, by name.",
    footer = {
      "  diskimagefs ls disc.iso",
      "  diskimagefs ls -l disc.iso /docs /readme.txt",
      "  diskimagefs ls -R --view joliet disc.iso"
    })
final class ListCommand extends MountCommand {
  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Folders and files in the image; the root by default.")
  private List<String> paths = new ArrayList<>();

  @Option(names = "-l", description = "Mode, links, owner, group, size, time (UTC) of each entry.")
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

  private boolean first = true;

  ListCommand(Console console) {
    super(console);
  }

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    Path root = disc.getPath("/");
    List<Path> folders = new ArrayList<>();
    for (String path : chosen.isEmpty() ? List.of("/") : chosen) {
      try {
        Path entry = root.resolve(path);
        BasicFileAttributes attributes = Listing.attributes(entry);
        if (details ? attributes.isDirectory() : Files.isDirectory(entry)) {
          folders.add(entry);
        } else {
          print(entry, attributes, DisplayText.oneLine(path));
          first = false;
        }
      } catch (IOException e) {
        console.fail(Failure.inOneLine(e));
      }
    }
    for (Path folder : folders) {
      list(folder, folders.size() > 1 || !first || recursive);
    }
  }

  /** Without recursion of its own: an image may nest folders as deep as it likes. */
  private void list(Path start, boolean titled) {
    Deque<Path> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty() && !console.isGone()) {
      Path folder = waiting.pop();
      if (titled) {
        console.line((first ? "" : System.lineSeparator()) + DisplayText.oneLine(folder + ":"));
      }
      first = false;
      List<Path> inner = new ArrayList<>();
      try {
        for (Path child : Listing.children(folder, all)) {
          BasicFileAttributes attributes = Listing.attributes(child);
          print(child, attributes, Listing.name(child));
          if (recursive && attributes.isDirectory()) {
            inner.add(child);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        console.fail(Failure.inOneLine(e));
      }
      for (int i = inner.size() - 1; i >= 0; i--) {
        waiting.push(inner.get(i));
      }
    }
  }

  private void print(Path entry, BasicFileAttributes attributes, String shown) throws IOException {
    console.line(details ? Listing.longLine(entry, attributes, shown, human) : shown);
  }
}
