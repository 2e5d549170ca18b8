package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;

/** The JSON form of an entry of an image. */
final class EntryJson {
  private static final int PERMISSIONS = 07777;

  private EntryJson() {}

  /** Returns one object. Unknown times are null; a mode is text in octal. */
  static JsonLine of(Path entry, BasicFileAttributes attributes) throws IOException {
    JsonLine json =
        new JsonLine()
            .put("path", entry.toString())
            .put("type", EntryType.of(entry, attributes).name().toLowerCase(Locale.ROOT))
            .put("size", attributes.size())
            .put("modified", time(attributes.lastModifiedTime()))
            .put("accessed", time(attributes.lastAccessTime()))
            .put("created", time(attributes.creationTime()));
    UnixAttributes unix = UnixAttributes.of(entry, attributes);
    if (unix != null) {
      json.put("mode", String.format(Locale.ROOT, "%04o", unix.mode() & PERMISSIONS))
          .put("links", unix.links())
          .put("uid", unix.owner())
          .put("gid", unix.group());
    }
    if (attributes.isSymbolicLink()) {
      json.put("target", Files.readSymbolicLink(entry).toString());
    }
    return json;
  }

  private static String time(FileTime time) {
    return time.toMillis() == 0 ? null : time.toInstant().toString();
  }
}
