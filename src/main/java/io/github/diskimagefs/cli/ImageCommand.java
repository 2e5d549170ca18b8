package io.github.diskimagefs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command on an image. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n")
abstract class ImageCommand implements Callable<Integer> {
  @Mixin ImageArguments image = new ImageArguments();

  final Console console;

  ImageCommand(Console console) {
    this.console = console;
  }
}
