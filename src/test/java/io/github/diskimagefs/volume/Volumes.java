package io.github.diskimagefs.volume;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Short ways to look at a volume in memory. */
public final class Volumes {
  private Volumes() {}

  public static VolumeSource source(byte[] image) {
    return VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
  }

  /** Reads an image that is packed with gzip, from beside a test's class. */
  public static byte[] unpack(Class<?> test, String name) throws IOException {
    try (InputStream packed = test.getResourceAsStream(name);
        InputStream in = new GZIPInputStream(packed)) {
      return in.readAllBytes();
    }
  }

  /** Opens the only view of a volume. */
  public static Volume open(VolumeFormat format, byte[] image) throws IOException {
    return open(format, image, Map.of());
  }

  public static Volume open(VolumeFormat format, byte[] image, Map<String, ?> env)
      throws IOException {
    return format.views(source(image), ImageOptions.from(env)).get(0).open();
  }

  /** Returns the entry of a path, whose parts are looked up one by one; null if there is none. */
  public static Node find(Volume volume, String path) throws IOException {
    Node node = volume.root();
    for (String name : path.substring(1).split("/")) {
      node = name.isEmpty() || node == null ? node : volume.child(node, name);
    }
    return node;
  }

  public static List<String> names(Volume volume, String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (NodeCursor cursor = volume.children(find(volume, directory))) {
      for (Node node = cursor.next(); node != null; node = cursor.next()) {
        names.add(node.name());
      }
    }
    return names;
  }

  public static byte[] read(Volume volume, String path) throws IOException {
    ByteSource content = volume.open(find(volume, path));
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    content.readFully(0, bytes);
    return bytes.array();
  }

  public static String text(Volume volume, String path) throws IOException {
    return new String(read(volume, path), ISO_8859_1);
  }
}
