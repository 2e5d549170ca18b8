package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyListener;
import io.github.diskimagefs.VerifyStatus;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks an image. */
@Command(
    name = "verify",
    aliases = "t",
    description = {
      "Checks an image: every checksum, every error code, every file.",
      "",
      "Reads a whole image, checks every checksum and error code that it stores, then reads every"
          + " file. The exit status is 1 if anything is damaged; with --strict, also if anything"
          + " could not be checked, because the image stores no checksum or uses a feature that is"
          + " not supported."
    },
    footer = {
      "  diskimagefs verify disc.cue",
      "  diskimagefs verify --strict backup.dmg && echo good"
    })
final class VerifyCommand extends ImagesCommand {
  @Option(names = "--strict", description = "Fails also if a part could not be checked.")
  private boolean strict;

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  void run(String name) throws IOException {
    VerifyStatus status;
    try (OpenReference reference = image.open(name, console, true)) {
      VerifyListener listener = listener(name);
      status = reference.with((file, env) -> DiskImages.verify(file, env, listener)).status();
    }
    if (isJson()) {
      console.json(
          Console.newJson()
              .beginObject()
              .member("image", name)
              .member("status", key(status))
              .endObject());
    } else {
      console.line(console.palette().status(status, total(status)));
    }
    if (status == VerifyStatus.DAMAGED || (status == VerifyStatus.NOT_CHECKED && strict)) {
      console.setFailed();
    }
  }

  /** Returns a listener that draws the progress, and prints each result. */
  private VerifyListener listener(String image) {
    Progress progress = console.progress();
    return new VerifyListener() {
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
        print(image, result);
      }
    };
  }

  private static String total(VerifyStatus status) {
    return switch (status) {
      case VALID -> "valid";
      case DAMAGED -> "DAMAGED";
      case NOT_CHECKED -> "not fully checked, no damage found";
    };
  }

  private static String key(VerifyStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private void print(String image, PartResult part) {
    if (isJson()) {
      console.json(
          Console.newJson()
              .beginObject()
              .member("image", image)
              .member("part", part.part())
              .member("status", key(part.status()))
              .member("detail", part.detail())
              .endObject());
      return;
    }
    String verdict =
        switch (part.status()) {
          case VALID -> "valid        ";
          case DAMAGED -> "DAMAGED      ";
          case NOT_CHECKED -> "not checked  ";
        };
    console.line(
        console.palette().status(part.status(), verdict)
            + DisplayText.oneLine(part.part() + ": " + part.detail()));
  }
}
