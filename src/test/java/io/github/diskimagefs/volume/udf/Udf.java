package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeReads;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Opens volumes and looks into them. */
final class Udf {
  private Udf() {}

  static Volume open(UdfImage image) throws IOException {
    return open(image.toBytes());
  }

  static Volume open(byte[] image) throws IOException {
    return views(image).get(0).open();
  }

  static List<VolumeView> views(byte[] image) throws IOException {
    return views(new ArraySource(image));
  }

  static List<VolumeView> views(ByteSource image) throws IOException {
    VolumeSource source = VolumeSource.of(image, 2048, new ChunkCache(1 << 20));
    return new UdfFormat().views(source, ImageOptions.DEFAULTS);
  }

  static Node node(Volume volume, String path) throws IOException {
    Node node = volume.root();
    for (String name : path.substring(1).split("/")) {
      node = volume.child(node, name);
    }
    return node;
  }

  static byte[] content(Volume volume, String path) throws IOException {
    return bytes(volume.open(node(volume, path)));
  }

  static String text(Volume volume, String path) throws IOException {
    return new String(content(volume, path), StandardCharsets.UTF_8);
  }

  static byte[] bytes(ByteSource source) throws IOException {
    return VolumeReads.bytes(source);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static List<String> names(Volume volume, Node directory) throws IOException {
    return VolumeReads.names(volume, directory);
  }

  /** Visits all entries, reads a bounded part of every file, and skips errors. */
  static int walk(Volume volume, Node directory) {
    int count = 0;
    try (NodeCursor cursor = volume.children(directory)) {
      for (Node node = cursor.next(); node != null && count < 10_000; node = cursor.next()) {
        count++;
        visit(volume, node);
        if (node.kind() == Node.Kind.DIRECTORY) {
          count += walk(volume, node);
        }
      }
    } catch (IOException e) {
      // What hostile images are allowed to bring about.
    }
    return count;
  }

  private static void visit(Volume volume, Node node) {
    node.unix();
    node.created();
    node.key();
    try {
      for (String name : volume.attributes(node)) {
        volume.attribute(node, name);
      }
      if (node.kind() == Node.Kind.SYMBOLIC_LINK) {
        volume.target(node);
      }
      if (node.kind() == Node.Kind.FILE) {
        ByteSource content = volume.open(node);
        ByteBuffer part = ByteBuffer.allocate(4096);
        if (content.read(0, part) > 0) {
          content.extent(0, content.size());
        }
      }
    } catch (IOException e) {
      // What hostile images are allowed to bring about.
    }
  }
}
