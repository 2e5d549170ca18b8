package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Attributes by name: {@code "*"}, {@code "posix:*"}, {@code "unix:ino,nlink"}. */
final class AttributeNames {
  private static final Map<String, Function<ResolvedEntry, Object>> BASIC = new LinkedHashMap<>();
  private static final Map<String, Function<ResolvedEntry, Object>> OWNER = new LinkedHashMap<>();
  private static final Map<String, Function<ResolvedEntry, Object>> POSIX = new LinkedHashMap<>();
  private static final Map<String, Function<ResolvedEntry, Object>> UNIX = new LinkedHashMap<>();
  private static final Map<String, Function<ResolvedEntry, Object>> DOS = new LinkedHashMap<>();

  static {
    BASIC.put("lastModifiedTime", entry -> entry.node().modified());
    BASIC.put("lastAccessTime", entry -> entry.node().accessed());
    BASIC.put("creationTime", entry -> entry.node().created());
    BASIC.put("size", entry -> entry.node().size());
    BASIC.put("isRegularFile", entry -> entry.node().kind() == Node.Kind.FILE);
    BASIC.put("isDirectory", ResolvedEntry::isDirectory);
    BASIC.put("isSymbolicLink", ResolvedEntry::isLink);
    BASIC.put("isOther", entry -> entry.node().kind() == Node.Kind.OTHER);
    BASIC.put("fileKey", ResolvedEntry::key);

    OWNER.put("owner", entry -> Principals.user(unix(entry).uid()));

    POSIX.putAll(BASIC);
    POSIX.putAll(OWNER);
    POSIX.put("group", entry -> Principals.group(unix(entry).gid()));
    POSIX.put("permissions", entry -> NodeAttributes.permissions(unix(entry).mode()));

    // The types are those of the JDK's own view of that name.
    UNIX.putAll(POSIX);
    UNIX.put("mode", entry -> unix(entry).mode());
    UNIX.put("ino", entry -> unix(entry).ino());
    UNIX.put("dev", entry -> 0L);
    UNIX.put("rdev", entry -> unix(entry).rdev());
    UNIX.put("nlink", entry -> unix(entry).nlink());
    UNIX.put("uid", entry -> (int) unix(entry).uid());
    UNIX.put("gid", entry -> (int) unix(entry).gid());
    UNIX.put("ctime", entry -> entry.node().changed());

    DOS.putAll(BASIC);
    DOS.put("readonly", entry -> NodeAttributes.dos(entry.node()).readOnly());
    DOS.put("hidden", entry -> NodeAttributes.dos(entry.node()).hidden());
    DOS.put("system", entry -> NodeAttributes.dos(entry.node()).system());
    DOS.put("archive", entry -> NodeAttributes.dos(entry.node()).archive());
  }

  private AttributeNames() {}

  private static Node.Unix unix(ResolvedEntry entry) {
    return NodeAttributes.unix(entry.node());
  }

  /** Returns the views that a volume's files have. */
  static List<String> views(Volume volume) {
    List<String> views = new ArrayList<>(List.of("basic", "user", "image"));
    if (volume.posix()) {
      views.addAll(List.of("posix", "owner", "unix"));
    }
    if (volume.dos()) {
      views.add("dos");
    }
    return views;
  }

  /**
   * Reads the attributes that a list names.
   *
   * @param attributes names separated by commas, or an asterisk; optionally after a view and a
   *     colon
   * @throws IllegalArgumentException if a name is not one of its view
   * @throws UnsupportedOperationException if the volume has no such view
   */
  static Map<String, Object> read(ImagePath path, String attributes, boolean follow)
      throws IOException {
    int colon = attributes.indexOf(':');
    String view = colon < 0 ? "basic" : attributes.substring(0, colon);
    List<String> names = List.of(attributes.substring(colon + 1).split(","));
    if (view.isEmpty() || names.isEmpty() || names.contains("")) {
      throw new IllegalArgumentException("names no attribute: " + attributes);
    }
    ImageFileSystem fileSystem = path.getFileSystem();
    if (!views(fileSystem.volume()).contains(view)) {
      throw new UnsupportedOperationException("no view " + view);
    }
    switch (view) {
      case "user":
        return user(new UserAttributes(path, follow), names);
      case "image":
        return new ImageAttributes(path, fileSystem.lookup().find(path, follow)).read(names);
      default:
        return read(path, names, table(view), follow);
    }
  }

  private static Map<String, Function<ResolvedEntry, Object>> table(String view) {
    return switch (view) {
      case "owner" -> OWNER;
      case "posix" -> POSIX;
      case "unix" -> UNIX;
      case "dos" -> DOS;
      default -> BASIC;
    };
  }

  /** Checks the names before the file is looked up, as the JDK does. */
  private static Map<String, Object> read(
      ImagePath path,
      List<String> names,
      Map<String, Function<ResolvedEntry, Object>> table,
      boolean follow)
      throws IOException {
    for (String name : names) {
      if (!name.equals("*") && !table.containsKey(name)) {
        throw new IllegalArgumentException("no attribute " + name);
      }
    }
    ResolvedEntry entry = path.getFileSystem().lookup().find(path, follow);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names.contains("*") ? table.keySet() : names) {
      values.put(name, table.get(name).apply(entry));
    }
    return values;
  }

  private static Map<String, Object> user(UserAttributes user, List<String> names)
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names.contains("*") ? user.list() : names) {
      values.put(name, user.value(name));
    }
    return values;
  }
}
