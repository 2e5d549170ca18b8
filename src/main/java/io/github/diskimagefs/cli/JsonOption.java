package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.EntryJson;
import io.github.diskimagefs.serve.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import picocli.CommandLine.Option;

/** The option {@code --json} of commands that print entries. */
final class JsonOption {
  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  boolean isSet() {
    return json;
  }

  /** Prints an entry as an object. */
  void print(Console console, Path entry, BasicFileAttributes attributes) throws IOException {
    JsonWriter object = Console.newJson().beginObject();
    EntryJson.write(object, entry, attributes);
    console.json(object.endObject());
  }
}
