package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;

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
    if (EntryType.hasUnix(entry)) {
      Map<String, Object> unix =
          Files.readAttributes(entry, "unix:mode,nlink,uid,gid", LinkOption.NOFOLLOW_LINKS);
      json.put("mode", String.format(Locale.ROOT, "%04o", (Integer) unix.get("mode") & PERMISSIONS))
          .put("links", ((Number) unix.get("nlink")).longValue())
          .put("uid", Integer.toUnsignedLong((Integer) unix.get("uid")))
          .put("gid", Integer.toUnsignedLong((Integer) unix.get("gid")));
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
