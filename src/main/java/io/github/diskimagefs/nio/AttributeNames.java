package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes by name: {@code "*"}, {@code "posix:*"}, {@code "unix:ino,nlink"}. */
final class AttributeNames {
  private static final List<String> BASIC =
      List.of(
          "lastModifiedTime",
          "lastAccessTime",
          "creationTime",
          "size",
          "isRegularFile",
          "isDirectory",
          "isSymbolicLink",
          "isOther",
          "fileKey");
  private static final List<String> OWNER = List.of("owner");
  private static final List<String> POSIX =
      concat(concat(BASIC, OWNER), List.of("group", "permissions"));
  private static final List<String> UNIX =
      concat(POSIX, List.of("mode", "ino", "dev", "rdev", "nlink", "uid", "gid", "ctime"));
  private static final List<String> DOS =
      concat(BASIC, List.of("readonly", "hidden", "system", "archive"));

  /** The last request, because a walk requests the same of each entry. */
  private static volatile Request last;

  private AttributeNames() {}

  /** What a text requests. */
  private record Request(String text, String view, List<String> names) {
    static Request of(String attributes) {
      int colon = attributes.indexOf(':');
      String view = colon < 0 ? "basic" : attributes.substring(0, colon);
      List<String> names = List.of(attributes.substring(colon + 1).split(","));
      if (view.isEmpty() || names.isEmpty() || names.contains("")) {
        throw new IllegalArgumentException("names no attribute: " + attributes);
      }
      return new Request(attributes, view, names);
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** Returns the value of an attribute. The types are those of the JDK's views. */
  private static Object value(String name, ResolvedEntry entry) {
    Node node = entry.node();
    return switch (name) {
      case "lastModifiedTime" -> node.modified();
      case "lastAccessTime" -> node.accessed();
      case "creationTime" -> node.created();
      case "size" -> node.size();
      case "isRegularFile" -> node.kind() == Node.Kind.FILE;
      case "isDirectory" -> entry.isDirectory();
      case "isSymbolicLink" -> entry.isLink();
      case "isOther" -> node.kind() == Node.Kind.OTHER;
      case "fileKey" -> entry.key();
      case "owner" -> Principals.user(NodeAttributes.unix(node).uid());
      case "group" -> Principals.group(NodeAttributes.unix(node).gid());
      case "permissions" -> NodeAttributes.permissions(NodeAttributes.unix(node).mode());
      case "mode" -> NodeAttributes.unix(node).mode();
      case "ino" -> NodeAttributes.unix(node).ino();
      case "dev" -> 0L;
      case "rdev" -> NodeAttributes.unix(node).rdev();
      case "nlink" -> NodeAttributes.unix(node).nlink();
      case "uid" -> (int) NodeAttributes.unix(node).uid();
      case "gid" -> (int) NodeAttributes.unix(node).gid();
      case "ctime" -> node.changed();
      case "readonly" -> NodeAttributes.dos(node).readOnly();
      case "hidden" -> NodeAttributes.dos(node).hidden();
      case "system" -> NodeAttributes.dos(node).system();
      case "archive" -> NodeAttributes.dos(node).archive();
      default -> throw new IllegalArgumentException("no attribute " + name);
    };
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
    Request request = last;
    if (request == null || !request.text().equals(attributes)) {
      request = Request.of(attributes);
      last = request;
    }
    String view = request.view();
    List<String> names = request.names();
    ImageFileSystem fileSystem = path.getFileSystem();
    if (!fileSystem.supportedFileAttributeViews().contains(view)) {
      throw new UnsupportedOperationException("no view " + view);
    }
    switch (view) {
      case "user":
        return user(new UserAttributes(path, follow), names);
      case "image":
        return new ImageAttributes(path, fileSystem.lookup().find(path, follow)).read(names);
      default:
        return read(path, names, known(view), follow);
    }
  }

  private static List<String> known(String view) {
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
      ImagePath path, List<String> names, List<String> known, boolean follow) throws IOException {
    for (String name : names) {
      if (!name.equals("*") && !known.contains(name)) {
        throw new IllegalArgumentException("no attribute " + name);
      }
    }
    ResolvedEntry entry = path.getFileSystem().lookup().find(path, follow);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names.contains("*") ? known : names) {
      values.put(name, value(name, entry));
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
