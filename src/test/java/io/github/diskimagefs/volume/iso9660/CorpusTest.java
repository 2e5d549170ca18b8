package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Images by other people's tools, each view against its manifest. */
class CorpusTest {
  /**
   * A manifest that took a Joliet time from the UDF tree: the record holds 89 01 01 00 00 07 00,
   * which is 2037-01-01T00:00:07Z.
   */
  private static final Set<String> WRONG_TIMES =
      Set.of("udf-bridge-rr-joliet.iso.joliet.manifest.tsv /new-2037");

  @TestFactory
  Stream<DynamicTest> everyViewMatchesItsManifest() throws IOException {
    String folder = System.getProperty("diskimagefs.corpus");
    Path corpus = folder == null ? null : Path.of(folder, "iso");
    Assumptions.assumeTrue(
        corpus != null && Files.isDirectory(corpus), "no corpus: set diskimagefs.corpus");
    List<Path> manifests = new ArrayList<>();
    try (Stream<Path> files = Files.list(corpus)) {
      files
          .filter(
              file ->
                  file.toString()
                      .matches(".*\\.(iso9660|rockridge|joliet|iso1999)\\.manifest\\.tsv"))
          .sorted()
          .forEach(manifests::add);
    }
    return manifests.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path manifest) throws IOException {
    String name = manifest.toString().replace(".manifest.tsv", "");
    int dot = name.lastIndexOf('.');
    Path image = Path.of(name.substring(0, dot));
    Path optional = Path.of(image + ".optional.txt");
    List<String> leftOut = Files.exists(optional) ? Files.readAllLines(optional) : List.of();
    try (HostFile host = new HostFile(image.toString(), () -> Files.newByteChannel(image), false)) {
      Map<String, String> found = new TreeMap<>();
      list(volume(host, name.substring(dot + 1)), null, "", found);
      List<String> wrong = new ArrayList<>();
      for (String line : Files.readAllLines(manifest)) {
        String[] fields = line.split("\t", 6);
        String path = fields[5];
        String entry = found.remove(path);
        if (entry == null ? !leftOut.contains(path) : !matches(fields, entry.split("\t"))) {
          if (!WRONG_TIMES.contains(manifest.getFileName() + " " + path)) {
            wrong.add(line + " is " + entry);
          }
        }
      }
      leftOut.forEach(found::remove);
      wrong.addAll(found.keySet());
      assertThat(wrong, is(List.of()));
    }
  }

  private static boolean matches(String[] expected, String[] fields) {
    for (int i = 0; i < fields.length; i++) {
      if (!expected[i].equals("-") && !expected[i].equals(fields[i])) {
        return false;
      }
    }
    return true;
  }

  private static Volume volume(ByteSource host, String view) throws IOException {
    VolumeSource source = VolumeSource.of(host, 2048, new ChunkCache(1 << 20));
    for (VolumeView candidate : new Iso9660Format().views(source, ImageOptions.DEFAULTS)) {
      if (candidate.name().equals(view)) {
        return candidate.open();
      }
    }
    throw new AssertionError("no view " + view);
  }

  private static void list(Volume volume, Node directory, String path, Map<String, String> found)
      throws IOException {
    Node parent = directory == null ? volume.root() : directory;
    try (NodeCursor cursor = volume.children(parent)) {
      for (Node node = cursor.next(); node != null; node = cursor.next()) {
        String child = path + "/" + node.name();
        found.put(child, describe(volume, node));
        Node again = volume.child(parent, node.name());
        assertThat(child, again.key(), is(node.key()));
        if (node.kind() == Node.Kind.DIRECTORY) {
          list(volume, node, child, found);
        }
      }
    }
  }

  private static String describe(Volume volume, Node node) throws IOException {
    String kind;
    String content = "-";
    switch (node.kind()) {
      case FILE -> {
        kind = "f";
        content = hash(volume.open(node));
      }
      case SYMBOLIC_LINK -> {
        kind = "l";
        content = volume.target(node);
      }
      case DIRECTORY -> kind = "d";
      default -> kind = "o";
    }
    Node.Unix unix = node.unix();
    // Manifests write four digits with special bits after a leading zero.
    int bits = unix == null ? 0 : unix.mode() & 07777;
    String mode = unix == null ? "-" : String.format(bits > 0777 ? "%05o" : "%04o", bits);
    return String.join(
        "\t",
        kind,
        Long.toString(node.size()),
        content,
        mode,
        Long.toString(node.modified().toMillis() / 1000));
  }

  private static String hash(ByteSource source) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
      for (long at = 0; at < source.size(); at += buffer.limit()) {
        buffer.clear();
        source.read(at, buffer);
        digest.update(buffer.flip());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
