package io.github.diskimagefs.nio;

import io.github.diskimagefs.Extent;
import io.github.diskimagefs.Hole;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of view {@code image}: the extents and holes of a file in the image, the label of
 * its volume, and the volume's own attributes whose names start with {@code image:}. A listed
 * attribute is a value. An attribute that is not listed may be as long as a disc, so it is returned
 * as a channel, which the file system closes if the caller does not.
 */
final class ImageAttributes {
  /**
   * Maximum number of extents or holes in a result, more than a disc has sectors; it bounds the
   * memory of the result.
   */
  private static final int MAX_EXTENTS = 1 << 19;

  private final ImagePath path;
  private final Node node;
  private final Volume volume;

  ImageAttributes(ImagePath path, ResolvedEntry entry) {
    this.path = path;
    this.node = entry.node();
    this.volume = path.getFileSystem().volume();
  }

  /** Returns the values by name; errors of reading name the file. */
  Map<String, Object> read(List<String> names) throws IOException {
    try {
      return values(names);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  private Map<String, Object> values(List<String> names) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      if (!name.equals("*")) {
        values.put(name, value(name));
        continue;
      }
      values.put("extents", value("extents"));
      values.put("holes", value("holes"));
      values.put("volume", value("volume"));
      for (String more : volume.attributes(node)) {
        if (more.startsWith(UserAttributes.IMAGE)) {
          String plain = more.substring(UserAttributes.IMAGE.length());
          values.put(plain, value(plain));
        }
      }
    }
    return values;
  }

  private Object value(String name) throws IOException {
    if (name.equals("extents")) {
      return node.kind() == Node.Kind.FILE ? extents(volume.open(node)) : List.of();
    }
    if (name.equals("holes")) {
      return node.kind() == Node.Kind.FILE ? holes(volume.open(node)) : List.of();
    }
    if (name.equals("volume")) {
      return volume.volumeOf(node).label();
    }
    ByteSource source = volume.attribute(node, UserAttributes.IMAGE + name);
    if (source == null) {
      throw new IllegalArgumentException("no attribute " + name);
    }
    if (volume.attributes(node).contains(UserAttributes.IMAGE + name)) {
      return UserAttributes.value(path, name, source);
    }
    return new ImageFileChannel(new NamedSource(source, path), path.getFileSystem());
  }

  private static List<Extent> extents(ByteSource content) throws IOException {
    List<Extent> extents = new ArrayList<>();
    try (content) {
      HostExtent open = null;
      long start = 0;
      long position = 0;
      while (position < content.size()) {
        HostExtent extent = content.extent(position, content.size() - position);
        if (extent.length() <= 0 || extents.size() >= MAX_EXTENTS) {
          throw new MalformedImageException(
              "file", position, "stored in more than " + MAX_EXTENTS + " extents, or not at all");
        }
        if (open != null
            && extent.host() == open.host()
            && extent.offset() == open.offset() + open.length()) {
          open = new HostExtent(open.host(), open.offset(), open.length() + extent.length());
        } else {
          add(extents, start, open);
          open = extent.stored() ? extent : null;
          start = position;
        }
        position += extent.length();
      }
      add(extents, start, open);
    }
    return List.copyOf(extents);
  }

  private static List<Hole> holes(ByteSource content) throws IOException {
    List<Hole> holes = new ArrayList<>();
    try (content) {
      long start = -1;
      long position = 0;
      while (position < content.size()) {
        long hole = content.hole(position);
        long length =
            hole > 0 ? hole : content.extent(position, content.size() - position).length();
        if (length <= 0 || holes.size() >= MAX_EXTENTS) {
          throw new MalformedImageException(
              "file", position, "more than " + MAX_EXTENTS + " holes, or bytes stored nowhere");
        }
        if (hole > 0 && start < 0) {
          start = position;
        } else if (hole == 0 && start >= 0) {
          holes.add(new Hole(start, position - start));
          start = -1;
        }
        position += length;
      }
      if (start >= 0) {
        holes.add(new Hole(start, position - start));
      }
    }
    return List.copyOf(holes);
  }

  private static void add(List<Extent> extents, long position, HostExtent extent) {
    if (extent != null) {
      extents.add(new Extent(position, extent.host().name(), extent.offset(), extent.length()));
    }
  }
}
