package io.github.diskimagefs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command on an image. */
@Command(versionProvider = Version.class, sortOptions = false, footerHeading = "%nExamples:%n")
abstract class ImageCommand implements Callable<Integer> {
  @Mixin ImageArguments image = new ImageArguments();

  @Spec CommandSpec spec;

  @Option(
      names = "--help",
      usageHelp = true,
      order = Integer.MAX_VALUE,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  final Console console;

  ImageCommand(Console console) {
    this.console = console;
  }
}
