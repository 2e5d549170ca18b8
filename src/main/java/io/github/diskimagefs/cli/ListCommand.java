package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
  private LongFormat format;

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
      case 'a' -> all = true;
      case 'R' -> recursive = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    Path root = disc.getPath("/");
    if (details) {
      format = new LongFormat(disc, human, new TimeText(ZoneOffset.UTC, false));
    }
    List<Path> folders = new ArrayList<>();
    for (String path : chosen.isEmpty() ? List.of("/") : chosen) {
      try {
        Path entry = root.resolve(path);
        BasicFileAttributes attributes = attributes(entry);
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

  private BasicFileAttributes attributes(Path entry) throws IOException {
    return details ? format.attributes(entry) : Listing.attributes(entry);
  }

  /** Without recursion of its own: an image may nest folders as deep as it likes. */
  private void list(Path start, boolean titled) {
    FolderQueue waiting = new FolderQueue(start, SortedFolder.limit());
    for (Path folder = next(waiting); folder != null; folder = next(waiting)) {
      if (titled) {
        console.line((first ? "" : System.lineSeparator()) + DisplayText.oneLine(folder + ":"));
      }
      first = false;
      FolderQueue.Level inner = waiting.push(folder, entry -> all || !Listing.isHidden(entry));
      try {
        inner.forEach(
            entry -> {
              BasicFileAttributes attributes = details || recursive ? attributes(entry) : null;
              print(entry, attributes, Listing.name(entry));
              if (recursive && attributes.isDirectory()) {
                inner.add(entry);
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

  private void print(Path entry, BasicFileAttributes attributes, String shown) {
    console.line(details ? format.line(entry, attributes, shown) : shown);
  }
}
