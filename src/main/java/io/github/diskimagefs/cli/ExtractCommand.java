package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Copies a tree out of an image. */
@Command(
    name = "extract",
    aliases = "x",
    description = {
      "Copies files and folders of an image to a folder of the host.",
      "",
      "The copies have the times, modes and attributes that the host supports. Nothing is written"
          + " outside that folder. Names that the host does not allow are changed. A file gets its"
          + " name when it is complete.",
      "",
      "As by bsdtar, a pattern without a slash, such as '*.txt', matches the names in all folders;"
          + " one with a slash matches whole paths, and its * stays within a name."
    },
    footer = {
      "  diskimagefs extract disc.iso",
      "  diskimagefs extract disc.iso /docs /readme.txt -d out",
      "  diskimagefs extract disc.iso '*.txt' --exclude old -d out",
      "  diskimagefs extract disc.iso /docs --strip-components 1 -d out",
      "  diskimagefs extract --to-stdout=tar live.iso | tar xf - -C out --xattrs",
      "  diskimagefs extract --volume all music.cue -d tracks"
    })
final class ExtractCommand extends MountCommand {
  private static final Path HERE = Path.of("");

  /** Options about files of the host, which mean nothing for an archive. */
  private static final List<String> OF_THE_HOST =
      List.of("--directory", "--overwrite", "--links", "--preserve");

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Files and folders in the image, or quoted patterns. Default: everything.")
  private List<String> paths = new ArrayList<>();

  private Path target = HERE;

  @Option(
      names = {"-d", "-C", "-o", "--directory"},
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

  private int strip;

  @Option(
      names = "--strip-components",
      paramLabel = "NUMBER",
      description =
          "Cuts that many names from the start of each path; entries with no more names than that"
              + " are left out.")
  void setStrip(int number) {
    requireMin("--strip-components", number, 0);
    strip = number;
  }

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  @Option(
      names = "--to-stdout",
      paramLabel = "FORMAT",
      description =
          "Writes an archive to the standard output instead: tar, with owners, modes, links, devices"
              + " and extended attributes. Not together with --directory, --overwrite, --links or"
              + " --preserve.")
  private StreamFormat stream;

  /** An archive that {@code --to-stdout} writes. */
  enum StreamFormat {
    TAR
  }

  ExtractCommand(Console console) {
    super(console);
  }

  @Override
  boolean option(char letter, String folder) {
    if ("dCo".indexOf(letter) < 0
        || folder.isEmpty()
        || folder.startsWith("-")
        || !target.equals(HERE)) {
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
  public Integer call() throws IOException {
    if (stream != null) {
      requireNoneOfTheHost();
    }
    return super.call();
  }

  private void requireNoneOfTheHost() {
    for (String option : OF_THE_HOST) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), "--to-stdout: an archive is written, so there is no " + option);
      }
    }
  }

  @Override
  void run(FileSystem disc, List<String> chosen) throws IOException {
    List<Path> requested = requested(disc, chosen);
    Exclusions exclusions = excluded.in(disc);
    if (stream != null) {
      stream(requested, exclusions);
    } else if (!requested.isEmpty()) {
      createTarget();
      ExtractOptions options =
          new ExtractOptions(overwrite, links, preserve, verbose, exclusions, strip);
      new Extraction(console, target.toRealPath(), options, requested).run();
    }
  }

  private void createTarget() throws IOException {
    try {
      Files.createDirectories(target);
    } catch (FileAlreadyExistsException e) {
      throw new NotDirectoryException(e.getFile());
    }
  }

  /** Returns entries that are not in each other. */
  private List<Path> requested(FileSystem disc, List<String> chosen) {
    List<String> arguments = chosen.isEmpty() ? List.of("/") : chosen;
    Set<Path> all = new LinkedHashSet<>();
    for (Path path : new PathSelection(console, disc, true).addAll(arguments).entries()) {
      try {
        all.add(stored(path.toAbsolutePath()));
      } catch (IOException e) {
        console.fail(path, e);
      }
    }
    return all.stream().filter(path -> !isInOther(path, all)).toList();
  }

  /**
   * Returns the path of an entry with the names as the image stores them. Names such as {@code ..}
   * count from the target of a link before them.
   */
  private static Path stored(Path path) throws IOException {
    if (path.normalize().equals(path)) {
      return path.toRealPath(LinkOption.NOFOLLOW_LINKS);
    }
    Path name = path.getFileName();
    boolean last = name == null || name.toString().equals("..") || name.toString().equals(".");
    return last
        ? path.toRealPath()
        : path.getParent().toRealPath().resolve(name).toRealPath(LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isInOther(Path path, Set<Path> all) {
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      // A path may lead through a link, which is extracted as a link.
      if (all.contains(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  private void stream(List<Path> requested, Exclusions exclusions) throws IOException {
    if (console.isTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "--to-stdout: an archive is not written to a terminal");
    }
    try (TarStream tar = new TarStream(console, exclusions, strip, verbose)) {
      tar.addAll(requested);
    } catch (NoClassDefFoundError e) {
      throw new IOException("--to-stdout=tar needs org.apache.commons:commons-compress", e);
    }
  }
}
