package io.github.diskimagefs.serve;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * An entry as lines of JSON: its own description, then the entries of a folder, one a line, then
 * their number. The lines are sent while the folder is read, so that its length costs no memory.
 * The members are those of {@link EntryJson}, and some for the page alone.
 */
final class FolderListing {
  private static final String JSON_LINES = "application/x-ndjson";
  private static final int OK = 200;

  private FolderListing() {}

  static void respond(Response response, ServedEntry entry) throws IOException {
    Path path = entry.path();
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isDirectory()) {
      response.header("Content-Type", JSON_LINES);
      try (BufferedWriter writer = writer(response)) {
        line(writer, head(entry, attributes));
      }
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      response.header("Content-Type", JSON_LINES);
      try {
        BufferedWriter writer = writer(response);
        if (!response.isHead()) {
          line(writer, head(entry, attributes));
          long count = 0;
          for (Path child : children) {
            line(writer, child(child));
            count++;
          }
          line(writer, JsonWriter.ascii().beginObject().member("end", count).endObject());
        }
        writer.close(); // not after an error: it would complete the body
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }

  private static BufferedWriter writer(Response response) throws IOException {
    OutputStream out = response.chunked(OK);
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
  }

  private static void line(BufferedWriter writer, JsonWriter json) throws IOException {
    writer.append(json.toString()).append('\n');
  }

  private static JsonWriter head(ServedEntry entry, BasicFileAttributes attributes)
      throws IOException {
    JsonWriter json = JsonWriter.ascii();
    json.beginObject().member("image", entry.imageName()).name("crumbs").beginArray();
    for (ServedEntry.Crumb crumb : entry.crumbs()) {
      json.beginObject().member("name", crumb.name()).member("href", crumb.segment()).endObject();
    }
    json.endArray().member("imageDepth", entry.imageDepth());
    Path last = entry.path().getFileName();
    json.member("name", last == null ? "" : last.toString());
    members(json, entry.path(), attributes);
    return json.endObject();
  }

  private static JsonWriter child(Path child) {
    String name = child.getFileName().toString();
    String href = UrlNames.encode(name);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      BasicFileAttributes target = attributes.isSymbolicLink() ? target(child) : attributes;
      boolean folder = target != null && target.isDirectory();
      JsonWriter json = JsonWriter.ascii().beginObject().member("name", name);
      json.member("href", href + (folder ? "/" : ""));
      members(json, child, attributes);
      if (attributes.isSymbolicLink()) {
        json.member("target", Files.readSymbolicLink(child).toString());
        if (target != null) {
          json.name("resolved").beginObject();
          members(json, child, target);
          json.endObject();
        }
      }
      return json.endObject();
    } catch (IOException e) {
      return JsonWriter.ascii()
          .beginObject()
          .member("name", name)
          .member("href", href)
          .member("error", ErrorText.of(e))
          .endObject();
    }
  }

  /** Returns the attributes of a link's target; null if there is none. */
  private static BasicFileAttributes target(Path link) {
    try {
      return Files.readAttributes(link, BasicFileAttributes.class);
    } catch (IOException e) {
      return null;
    }
  }

  private static void members(JsonWriter json, Path entry, BasicFileAttributes attributes)
      throws IOException {
    // The type of a special file is that of what a link leads to, as the attributes are.
    EntryJson.writeMain(json, attributes.isOther() ? entry.toRealPath() : entry, attributes);
    if (attributes.isRegularFile()) {
      json.member("mediaType", MediaTypes.of(String.valueOf(entry.getFileName())));
    }
  }
}
