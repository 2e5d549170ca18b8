package io.github.diskimagefs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command on one image after another. */
abstract class ImagesCommand extends ImageCommand {
  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = ImageArguments.IMAGE)
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Prints one JSON object a line; the manual lists its keys.")
  private boolean json;

  private boolean first = true;

  ImagesCommand(Console console) {
    super(console);
  }

  /** An image that cannot be opened does not keep the others back. */
  @Override
  public Integer call() throws IOException {
    for (String name : names) {
      try {
        printTitle(name);
        run(name);
      } catch (PatternSyntaxException e) {
        throw e; // wrong usage, for each image
      } catch (IOException | IllegalArgumentException e) {
        String message = Failure.inOneLine(e);
        console.fail(
            names.size() == 1 || message.startsWith(name + ':') ? message : name + ": " + message);
      }
      if (console.isGone()) {
        break;
      }
    }
    return 0;
  }

  private void printTitle(String name) {
    if (names.size() > 1 && !json) {
      if (!first && hasGaps()) {
        console.line("");
      }
      console.line(DisplayText.oneLine(title(name)));
    }
    first = false;
  }

  /** Returns the line before the output for an image, if there are several. */
  String title(String name) {
    return name + ':';
  }

  /** Returns whether an empty line comes before the title of the next image. */
  boolean hasGaps() {
    return true;
  }

  /** Returns whether the output is JSON. */
  boolean isJson() {
    return json;
  }

  /** Does the command's work on an image. */
  abstract void run(String name) throws IOException;
}
