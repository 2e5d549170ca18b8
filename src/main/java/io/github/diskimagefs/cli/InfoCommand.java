package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.serve.ImageInfoJson;
import io.github.diskimagefs.serve.JsonWriter;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Describes an image. */
@Command(
    name = "info",
    description = {
      "Describes an image: its container, tracks, partitions and volumes.",
      "",
      "Of a disc, prints the table of contents, with sessions and tracks; of a volume its views,"
          + " labels, dates and boot entries."
    },
    footer = {
      "  diskimagefs info disc.iso",
      "  diskimagefs info --ask-password backup.dmg",
      "  diskimagefs info --json *.iso | jq -r .format"
    })
final class InfoCommand extends ImagesCommand {
  InfoCommand(Console console) {
    super(console);
  }

  /** Works for an image without a readable volume as well. */
  @Override
  void run(String name) throws IOException {
    try (OpenReference reference = image.open(name, console, true)) {
      ImageInfo info = reference.with(DiskImages::describe);
      if (isJson()) {
        JsonWriter object = Console.newJson();
        ImageInfoJson.write(object, name, info);
        console.json(object);
      } else {
        console.line(ImageInfoText.of(info));
      }
    }
  }
}
