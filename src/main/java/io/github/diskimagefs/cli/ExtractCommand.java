package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Copies a tree out of an image. */
@Command(
    name = "extract",
    description =
        "Copies files and folders of an image to a folder of the host, with their times, modes and"
            + " attributes where the host supports them. Nothing is written outside that folder."
            + " Names that the host does not allow are changed. A file gets its name when it is"
            + " complete.",
    footer = {
      "  diskimagefs extract disc.iso",
      "  diskimagefs extract disc.iso /docs /readme.txt -d out",
      "  diskimagefs extract --volume all music.cue -d tracks"
    })
final class ExtractCommand extends MountCommand {
  private static final Path HERE = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Files and folders in the image. Default: everything.")
  private List<String> paths = new ArrayList<>();

  private Path target = HERE;

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "FOLDER",
      description = "Output folder; created if missing. Default: the current folder.")
  void setTarget(Path folder) {
    if (folder.toString().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--directory: the name of a folder is empty");
    }
    target = folder;
  }

  @Option(
      names = "--overwrite",
      paramLabel = "WHEN",
      description =
          "Which existing files are replaced: never (default), always, newer (if the file of the"
              + " image is newer), different (if size or time differ).")
  private OverwritePolicy overwrite = OverwritePolicy.NEVER;

  @Option(
      names = "--links",
      paramLabel = "HOW",
      description =
          "Symbolic links that could lead out of the folder: skip (default) leaves them out, and the"
              + " exit status is 1; keep makes all links with their targets as recorded.")
  private OutsideLinkPolicy links = OutsideLinkPolicy.SKIP;

  @Option(
      names = "--preserve",
      description =
          "Copies modes exactly. By default the owner may also write files, and read, write and"
              + " search folders, so that the copy can be deleted.")
  private boolean preserve;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints the name of each entry.")
  private boolean verbose;

  ExtractCommand(Console console) {
    super(console);
  }

  @Override
  boolean option(char letter, String folder) {
    if (letter != 'd' || folder.isEmpty() || folder.startsWith("-") || !target.equals(HERE)) {
      return false;
    }
    try {
      target = Path.of(folder);
    } catch (InvalidPathException e) {
      return false;
    }
    return true;
  }

  @Override
  boolean flag(char letter) {
    verbose |= letter == 'v';
    return letter == 'v';
  }

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    Path root = disc.getPath("/");
    List<Path> requested = new ArrayList<>();
    for (String path : chosen.isEmpty() ? List.of("/") : chosen) {
      requested.add(root.resolve(path).toAbsolutePath().normalize());
    }
    Files.createDirectories(target);
    ExtractOptions options = new ExtractOptions(overwrite, links, preserve, verbose);
    new Extraction(console, target.toRealPath(), options, requested).run();
  }
}
