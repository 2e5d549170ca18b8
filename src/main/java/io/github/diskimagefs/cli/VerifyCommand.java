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
      "every file. The exit status is 1 if anything is not sound or could not be checked."
    },
    footer = {"  diskimagefs verify disc.cue", "  diskimagefs verify backup.dmg && echo good"})
final class VerifyCommand extends ImageCommand {
  private boolean bad;

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    boolean valid = DiskImages.verify(image.path(), image.env(), this::print);
    console
        .out()
        .println(valid ? "sound" : bad ? "NOT SOUND" : "sound as far as it could be checked");
    return valid ? 0 : 1;
  }

  private void print(ImageCheck check) {
    bad |= check.checked() && !check.valid();
    String verdict = check.valid() ? "ok   " : check.checked() ? "BAD  " : "?    ";
    console.out().println(Failure.clean(verdict + check.part() + ": " + check.detail()));
  }
}
