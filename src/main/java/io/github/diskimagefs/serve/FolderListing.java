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
import java.time.Instant;

/**
 * An entry as lines of JSON: its own description, then the entries of a folder, one a line, then
 * their number. The lines are sent while the folder is read, so that its length costs no memory.
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
        head(new JsonWriter(writer), entry, attributes);
      }
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      response.header("Content-Type", JSON_LINES);
      try {
        BufferedWriter writer = writer(response);
        if (!response.isHead()) {
          JsonWriter json = new JsonWriter(writer);
          head(json, entry, attributes);
          long count = 0;
          for (Path child : children) {
            child(json, child);
            count++;
          }
          json.beginObject().member("end", count).endObject().endLine();
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

  private static void head(JsonWriter json, ServedEntry entry, BasicFileAttributes attributes)
      throws IOException {
    json.beginObject().member("image", entry.imageName()).name("crumbs").beginArray();
    for (ServedEntry.Crumb crumb : entry.crumbs()) {
      json.beginObject().member("name", crumb.name()).member("href", crumb.segment()).endObject();
    }
    json.endArray().member("imageDepth", entry.imageDepth());
    Path last = entry.path().getFileName();
    String name = last == null ? "" : last.toString();
    members(json.member("name", name), name, attributes);
    json.endObject().endLine();
  }

  private static void child(JsonWriter json, Path child) throws IOException {
    String name = child.getFileName().toString();
    String segment = UrlNames.encode(name);
    json.beginObject().member("name", name);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        json.member("link", Files.readSymbolicLink(child).toString());
        BasicFileAttributes target = target(child);
        attributes = target == null ? attributes : target;
      }
      json.member("href", segment + (attributes.isDirectory() ? "/" : ""));
      members(json, name, attributes);
    } catch (IOException e) {
      json.member("href", segment).member("error", ErrorText.of(e));
    }
    json.endObject().endLine();
  }

  /** Returns the attributes of a link's target; null if there is none. */
  private static BasicFileAttributes target(Path link) {
    try {
      return Files.readAttributes(link, BasicFileAttributes.class);
    } catch (IOException e) {
      return null;
    }
  }

  private static void members(JsonWriter json, String name, BasicFileAttributes attributes)
      throws IOException {
    json.member("kind", kind(attributes));
    if (attributes.isRegularFile()) {
      json.member("size", attributes.size()).member("type", MediaTypes.of(name));
    }
    Instant modified = attributes.lastModifiedTime().toInstant();
    if (Validator.known(modified)) {
      json.member("modified", modified.toEpochMilli());
    }
  }

  private static String kind(BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return "folder";
    }
    return attributes.isRegularFile() ? "file" : attributes.isSymbolicLink() ? "broken" : "special";
  }
}
