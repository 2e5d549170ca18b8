package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Describes an image. */
@Command(
    name = "info",
    description =
        "Describes an image: its container, the sessions and tracks of a disc (the table of"
            + " contents), its volumes with their views, labels, dates and boot entries.",
    footer = {"  diskimagefs info disc.iso", "  diskimagefs info --password secret backup.dmg"})
final class InfoCommand extends ImageCommand {
  InfoCommand(Console console) {
    super(console);
  }

  /** Works for an image without a readable volume as well. */
  @Override
  public Integer call() throws IOException {
    try (OpenReference reference = image.open(console, true)) {
      console.line(ImageInfoText.of(DiskImages.describe(reference.image(), image.env())));
    }
    return 0;
  }
}
