package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Writes files to the output. */
@Command(
    name = "cat",
    description = "Writes files to the standard output, one after another.",
    footer = {
      "  diskimagefs cat disc.iso /readme.txt",
      "  diskimagefs cat disc.iso '/docs/*.txt'",
      "  diskimagefs cat 'live.iso!/live/filesystem.squashfs!/etc/os-release'",
      "  diskimagefs cat --volume all music.cue '/Track 02.wav' > two.wav"
    })
final class CatCommand extends MountCommand {
  private static final int BUFFER = 1 << 17;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files in the image, or quoted patterns, such as '/docs/*.txt'.")
  private List<String> paths = new ArrayList<>();

  CatCommand(Console console) {
    super(console);
  }

  @Override
  boolean arguments(String name, List<String> files) {
    return !files.isEmpty() && super.arguments(name, files);
  }

  @Override
  List<String> paths() {
    return paths;
  }

  @Override
  void run(FileSystem disc, List<String> chosen) {
    if (chosen.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PATH'");
    }
    byte[] buffer = new byte[BUFFER];
    for (Path file : new PathSelection(console, disc, false).addAll(chosen).entries()) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(buffer); n >= 0 && !console.isGone(); n = in.read(buffer)) {
          console.out().write(buffer, 0, n);
        }
      } catch (IOException e) {
        console.fail(Failure.inOneLine(e));
      }
      if (console.isGone()) {
        return;
      }
    }
  }
}
