package io.github.diskimagefs.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads whole directories and files of a volume. */
public final class VolumeReads {
  private VolumeReads() {}

  /** Returns the names in the root directory, in the order of the volume. */
  public static List<String> names(Volume volume) throws IOException {
    return names(volume, volume.root());
  }

  /** Returns the names in a directory, in the order of the volume. */
  public static List<String> names(Volume volume, Node directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (NodeCursor cursor = volume.children(directory)) {
      for (Node node = cursor.next(); node != null; node = cursor.next()) {
        names.add(node.name());
      }
    }
    return names;
  }

  /** Returns all bytes of a source. */
  public static byte[] bytes(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.readFully(0, bytes);
    return bytes.array();
  }

  /** Returns all bytes of a source as text in UTF-8. */
  public static String text(ByteSource source) throws IOException {
    return new String(bytes(source), UTF_8);
  }
}
