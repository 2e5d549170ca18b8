package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageCheck;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Checks an image. */
@Command(
    name = "verify",
    description = {
      "Reads a whole image and checks every checksum and error code it carries, part by part, then",
      "every file. The exit status is 1 if anything is not sound."
    },
    footer = {"  diskimagefs verify disc.cue", "  diskimagefs verify backup.dmg && echo good"})
final class VerifyCommand extends ImageCommand {
  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    boolean sound = DiskImages.verify(image.path(), image.env(), this::print);
    console.out().println(sound ? "sound" : "NOT SOUND");
    return sound ? 0 : 1;
  }

  private void print(ImageCheck check) {
    console
        .out()
        .println(
            Failure.clean(
                (check.sound() ? "ok   " : "BAD  ") + check.part() + ": " + check.detail()));
  }
}
