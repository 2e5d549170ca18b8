package io.github.diskimagefs.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;

/** The JSON form of an entry of an image: that of {@code --json}, and of the page. */
public final class EntryJson {
  private static final int PERMISSIONS = 07777;

  private EntryJson() {}

  /** Writes all members. Unknown times are null; a mode is text in octal. */
  public static void write(JsonWriter json, Path entry, BasicFileAttributes attributes)
      throws IOException {
    json.member("path", entry.toString());
    writeMain(json, entry, attributes);
    json.member("accessed", time(attributes.lastAccessTime()))
        .member("created", time(attributes.creationTime()));
    UnixAttributes unix = UnixAttributes.of(entry, attributes);
    if (unix != null) {
      json.member("mode", String.format(Locale.ROOT, "%04o", unix.mode() & PERMISSIONS))
          .member("links", unix.links())
          .member("uid", unix.owner())
          .member("gid", unix.group());
    }
    if (attributes.isSymbolicLink()) {
      json.member("target", Files.readSymbolicLink(entry).toString());
    }
  }

  /** Writes the members that the page shows in a list. */
  static void writeMain(JsonWriter json, Path entry, BasicFileAttributes attributes)
      throws IOException {
    json.member("type", EntryType.of(entry, attributes).name().toLowerCase(Locale.ROOT))
        .member("size", attributes.size())
        .member("modified", time(attributes.lastModifiedTime()));
  }

  private static String time(FileTime time) {
    return time.toMillis() == 0 ? null : time.toInstant().toString();
  }
}
