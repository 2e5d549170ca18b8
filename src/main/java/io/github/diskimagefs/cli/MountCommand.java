package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A command on the tree of an image. */
abstract class MountCommand extends ImageCommand {
  @Parameters(index = "0", paramLabel = "IMAGE", description = ImageArguments.IMAGE)
  private String name;

  MountCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenReference reference = image.open(name, console, !paths().isEmpty());
        FileSystem disc = reference.open(console)) {
      String path = reference.path();
      run(
          disc,
          path == null || !paths().isEmpty() ? paths() : List.of(path.isEmpty() ? "/" : path));
    }
    return 0;
  }

  /** Sets a flag, as an option of one letter does; returns false if the command has none. */
  boolean flag(char letter) {
    return false;
  }

  /** Sets an option with a value; returns false if picocli has to judge it. */
  boolean option(char letter, String value) {
    return false;
  }

  /** Sets the arguments that are no options; returns false if they are not enough. */
  boolean arguments(String argument, List<String> paths) {
    name = argument;
    paths().addAll(paths);
    return true;
  }

  /** Refuses a number of an option that is below a minimum. */
  final void requireMin(String option, int number, int min) {
    if (number < min) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected a number from " + min + ", not " + number);
    }
  }

  /** Returns the paths that are arguments of their own. */
  abstract List<String> paths();

  /**
   * Does the command's work on the open image; says each failure to the console.
   *
   * @param chosen paths in the image, relative to its root; empty for all of it
   */
  abstract void run(FileSystem disc, List<String> chosen) throws IOException;
}
