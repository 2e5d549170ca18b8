package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Says what an image is. */
@Command(
    name = "info",
    description = {
      "Says what an image is: its container, the sessions and tracks of a disc (the table of",
      "contents), its volumes with their views, labels, dates and boot entries."
    },
    footer = {"  diskimagefs info disc.iso", "  diskimagefs info --password secret backup.dmg"})
final class InfoCommand extends ImageCommand {
  InfoCommand(Console console) {
    super(console);
  }

  /** An image can be described that holds nothing to show. */
  @Override
  public Integer call() throws IOException {
    console.out().println(DiskImages.describe(image.path(), image.env()));
    return 0;
  }
}
