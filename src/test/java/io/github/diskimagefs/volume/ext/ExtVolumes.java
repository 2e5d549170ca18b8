package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Opens volumes in memory and reads what is in them. */
abstract class ExtVolumes {

  static Volume open(byte[] image, String... flags) throws IOException {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
    Map<String, Object> env = flags.length == 0 ? Map.of() : Map.of(flags[0], true);
    return new ExtFormat().views(source, ImageOptions.from(env)).get(0).open();
  }

  /** Returns the lines from 1 to a number, as seq prints them. */
  static String numbers(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static List<String> names(Volume volume, Node folder) throws IOException {
    List<String> names = new ArrayList<>();
    NodeCursor cursor = volume.children(folder);
    for (Node node = cursor.next(); node != null; node = cursor.next()) {
      names.add(node.name());
    }
    return names;
  }

  static Node child(Volume volume, String path) throws IOException {
    Node node = volume.root();
    for (String name : path.split("/")) {
      node = volume.child(node, name);
    }
    return node;
  }

  static byte[] bytes(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.readFully(0, bytes);
    return bytes.array();
  }

  static String text(ByteSource source) throws IOException {
    return new String(bytes(source), UTF_8);
  }

  static String text(Volume volume, String path) throws IOException {
    return text(volume.open(child(volume, path)));
  }

  /** Returns where bytes are first. */
  static int find(byte[] image, byte[] sought) {
    for (int i = 0; i <= image.length - sought.length; i++) {
      int same = 0;
      while (same < sought.length && image[i + same] == sought[same]) {
        same++;
      }
      if (same == sought.length) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  /** Returns where the inode of an entry is, in a volume of one group without a journal. */
  static int inodeOf(byte[] image, String path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    long number = (Long) child(open(image), path).key();
    return bytes.getInt(2048 + 8) * 1024 + (int) (number - 1) * bytes.getShort(1024 + 0x58);
  }
}
