package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A disc that UDF and ISO 9660 describe alike. */
class BridgeTest {

  /** Made by {@code genisoimage -dvd-video -udf}. */
  private static Path dvd() {
    String corpus = System.getProperty("diskimagefs.corpus", "");
    Path image = Path.of(corpus, "iso", "udf-dvd-video.iso");
    assumeTrue(Files.exists(image), "no corpus at " + corpus);
    return image;
  }

  private static OpenImage mount(String view) throws IOException {
    return ImageOpener.open(dvd(), ImageOptions.from(Map.of("view", view)));
  }

  @Test
  void dvdVideoHasTheSameBytesInBothTrees() throws IOException {
    try (OpenImage udf = mount("udf");
        OpenImage iso = mount("iso9660")) {
      Map<String, String> inUdf = new TreeMap<>();
      Map<String, String> inIso = new TreeMap<>();
      collect(udf.tree(), udf.tree().root(), "", inUdf);
      collect(iso.tree(), iso.tree().root(), "", inIso);
      assertThat(inUdf.size(), is(greaterThan(3)));
      assertThat(inUdf, is(inIso));
    }
  }

  @Test
  void withoutRockRidgeUdfIsPreferred() throws IOException {
    try (OpenImage image = mount("auto")) {
      assertThat(image.tree().type(), is("udf"));
    }
  }

  /** Collects the attributes that distinguish files, and the extents of their bytes. */
  private static void collect(Volume volume, Node directory, String path, Map<String, String> files)
      throws IOException {
    try (NodeCursor cursor = volume.children(directory)) {
      for (Node node = cursor.next(); node != null; node = cursor.next()) {
        String name = path + "/" + node.name();
        if (node.kind() == Node.Kind.DIRECTORY) {
          collect(volume, node, name, files);
        } else {
          ByteSource content = volume.open(node);
          ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
          content.readFully(0, bytes);
          String run =
              content.size() == 0 ? "" : " at " + content.extent(0, content.size()).offset();
          files.put(name, bytes.flip().hashCode() + " " + content.size() + run);
        }
      }
    }
  }
}
