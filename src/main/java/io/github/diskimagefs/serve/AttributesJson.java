package io.github.diskimagefs.serve;

import io.github.diskimagefs.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The attributes of an entry as JSON: values of the file system, then extended attributes. */
final class AttributesJson {
  /** Longer values, such as resource forks, are named with their size alone. */
  private static final int MAX_VALUE_BYTES = 1 << 12;

  /** Extended attributes listed; a file of more is not known. */
  private static final int MAX_ATTRIBUTES = 1000;

  private static final int MAX_EXTENTS = 16;

  private AttributesJson() {}

  static String of(Path path) throws IOException {
    JsonWriter json = JsonWriter.ascii();
    json.beginObject();
    json.member("values", values(path));
    json.name("extended").beginArray();
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (view != null) {
      List<String> names = view.list();
      for (String name : names.subList(0, Math.min(MAX_ATTRIBUTES, names.size()))) {
        extended(json, view, name);
      }
    }
    return json.endArray().endObject().toString();
  }

  private static Map<String, String> values(Path path) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, path, "basic:creationTime,lastModifiedTime,lastAccessTime");
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains("unix")) {
      Map<String, Object> unix =
          Files.readAttributes(
              path, "unix:mode,uid,gid,nlink,ino,ctime", LinkOption.NOFOLLOW_LINKS);
      for (Map.Entry<String, Object> each : new TreeMap<>(unix).entrySet()) {
        Object value = each.getValue();
        values.put(
            each.getKey(),
            each.getKey().equals("mode")
                ? Integer.toOctalString((Integer) value)
                : value.toString());
      }
    }
    if (views.contains("dos")) {
      put(values, path, "dos:readonly,hidden,system,archive");
    }
    values.put("volume", String.valueOf(Files.getAttribute(path, "image:volume")));
    if (Files.isRegularFile(path)) {
      List<?> extents = (List<?>) Files.getAttribute(path, "image:extents");
      for (int i = 0; i < Math.min(MAX_EXTENTS, extents.size()); i++) {
        Extent extent = (Extent) extents.get(i);
        values.put(
            "extent " + (i + 1) + " of " + extents.size(),
            extent.length() + " bytes from offset " + extent.offset());
      }
    }
    return values;
  }

  private static void put(Map<String, String> values, Path path, String names) throws IOException {
    new TreeMap<>(Files.readAttributes(path, names, LinkOption.NOFOLLOW_LINKS))
        .forEach((name, value) -> values.put(name, String.valueOf(value)));
  }

  private static void extended(JsonWriter json, UserDefinedFileAttributeView view, String name) {
    json.beginObject().member("name", name);
    try {
      int size = view.size(name);
      json.member("size", size);
      if (size <= MAX_VALUE_BYTES) {
        ByteBuffer value = ByteBuffer.allocate(size);
        view.read(name, value);
        json.member(
            "base64",
            Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(value.array(), size)));
      }
    } catch (IOException e) {
      json.member("error", ErrorText.of(e));
    }
    json.endObject();
  }
}
