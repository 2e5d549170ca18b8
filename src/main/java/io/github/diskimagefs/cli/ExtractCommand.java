package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a tree out of an image. */
@Command(
    name = "extract",
    description = {
      "Copies files and folders of an image to a folder of the host, with their times, modes and",
      "attributes where the host supports them. Nothing is written outside that folder: links that",
      "lead outside are skipped, and names that the host does not allow are changed."
    },
    footer = {
      "  diskimagefs extract disc.iso",
      "  diskimagefs extract disc.iso /docs /readme.txt -d out",
      "  diskimagefs extract --volume all music.cue -d tracks"
    })
final class ExtractCommand extends MountCommand {
  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Files and folders in the image. Default: everything.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "FOLDER",
      description = "Output folder; created if missing. Default: the current folder.")
  private Path target = Path.of("");

  @Option(names = "--overwrite", description = "Replaces files that exist.")
  private boolean overwrite;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints the name of each entry.")
  private boolean verbose;

  ExtractCommand(Console console) {
    super(console);
  }

  @Override
  void run(FileSystem disc) throws IOException {
    Path root = disc.getPath("/");
    List<Path> requested = new ArrayList<>();
    for (String path : paths.isEmpty() ? List.of("/") : paths) {
      requested.add(root.resolve(path).toAbsolutePath().normalize());
    }
    Files.createDirectories(target);
    Extraction extraction =
        new Extraction(console, target.toRealPath(), overwrite, verbose, requested);
    extraction.run();
  }
}
