package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens volumes of images in memory. */
final class Apfs {
  private Apfs() {}

  static List<VolumeView> views(byte[] image, Map<String, ?> options) throws IOException {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
    return new ApfsFormat().views(source, ImageOptions.from(options));
  }

  static Volume open(byte[] image) throws IOException {
    return views(image, Map.of()).get(0).open();
  }

  static Volume open(ApfsVolumeImage image) throws IOException {
    return open(image.bytes());
  }

  static Volume open(ApfsVolumeImage image, Map<String, ?> options) throws IOException {
    return views(image.bytes(), options).get(0).open();
  }

  static Node node(Volume volume, String path) throws IOException {
    Node node = volume.root();
    for (String name : path.split("/")) {
      node = node == null ? null : volume.child(node, name);
    }
    return node;
  }

  static List<String> names(Volume volume, Node folder) throws IOException {
    List<String> names = new ArrayList<>();
    NodeCursor cursor = volume.children(folder);
    for (Node node = cursor.next(); node != null; node = cursor.next()) {
      names.add(node.name());
    }
    return names;
  }

  static byte[] bytes(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.readFully(0, bytes);
    return bytes.array();
  }

  static String text(Volume volume, String path) throws IOException {
    return new String(bytes(volume.open(node(volume, path))), UTF_8);
  }
}
