package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyListener;
import io.github.diskimagefs.VerifyStatus;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks an image. */
@Command(
    name = "verify",
    description =
        "Reads a whole image, checks every checksum and error code that it stores, then reads every"
            + " file. The exit status is 1 if anything is damaged; with --strict, also if anything"
            + " could not be checked, because the image stores no checksum or uses a feature that is"
            + " not supported.",
    footer = {
      "  diskimagefs verify disc.cue",
      "  diskimagefs verify --strict backup.dmg && echo good"
    })
final class VerifyCommand extends ImageCommand {
  private static final int DAMAGED = 1;

  @Option(names = "--strict", description = "Fails also if a part could not be checked.")
  private boolean strict;

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    VerifyStatus status;
    try (OpenReference reference = image.open(console, true)) {
      Bar bar = new Bar(console.progress());
      status = DiskImages.verify(reference.image(), image.env(), bar).status();
    }
    console.line(total(status));
    return status == VerifyStatus.VALID || (status == VerifyStatus.NOT_CHECKED && !strict)
        ? 0
        : DAMAGED;
  }

  /** Draws the progress, and prints each result. */
  private final class Bar implements VerifyListener {
    private final Progress progress;

    Bar(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void started(String part, long bytes) {
      progress.start(bytes);
      progress.name(part);
    }

    @Override
    public void read(long bytes) {
      progress.add(bytes);
    }

    @Override
    public void accept(PartResult result) {
      print(result);
    }
  }

  private static String total(VerifyStatus status) {
    return switch (status) {
      case VALID -> "valid";
      case DAMAGED -> "DAMAGED";
      case NOT_CHECKED -> "not fully checked, no damage found";
    };
  }

  private void print(PartResult part) {
    String verdict =
        switch (part.status()) {
          case VALID -> "valid        ";
          case DAMAGED -> "DAMAGED      ";
          case NOT_CHECKED -> "not checked  ";
        };
    console.line(DisplayText.oneLine(verdict + part.part() + ": " + part.detail()));
  }
}
