package io.github.diskimagefs.volume.hfs;

import static io.github.diskimagefs.volume.VolumeReads.names;
import static io.github.diskimagefs.volume.VolumeReads.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Reads a volume that hfsutils made.
 *
 * <pre>
 * truncate -s 800K small.hfs; hformat -l Small small.hfs; hmkdir Folder
 * hcopy -r h.txt ":Folder:Read Me"; hcopy -r h.txt ":a/b"; hcopy -r h.txt ":caf\x8e"
 * hcopy -m forks.bin :forks; humount; gzip -9n small.hfs
 * </pre>
 */
class HfsVolumeTest {

  private static byte[] image() throws IOException {
    try (InputStream in = HfsVolumeTest.class.getResourceAsStream("small.hfs.gz");
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readAllBytes();
    }
  }

  private static List<VolumeView> views(byte[] image, ImageOptions options) throws IOException {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 16));
    return new HfsFormat().views(source, options);
  }

  private static Volume open() throws IOException {
    return views(image(), ImageOptions.DEFAULTS).get(0).open();
  }

  @Test
  void showsMacRomanNamesAndTheSlashAsColon() throws IOException {
    Volume volume = open();
    assertThat(volume.label(), is("Small"));
    assertThat(volume.posix(), is(false));
    assertThat(names(volume), contains("a:b", "caf\u00E9", "Folder", "forks"));
  }

  @Test
  void findsNamesInEitherCaseAndForm() throws IOException {
    Volume volume = open();
    Node folder = volume.child(volume.root(), "FOLDER");
    assertThat(text(volume.open(volume.child(folder, "read me"))), is("hello"));
    assertThat(volume.child(volume.root(), "CAFE\u0301").name(), is("caf\u00E9"));
    assertThat(volume.child(volume.root(), "A:B").name(), is("a:b"));
    assertThat(volume.child(volume.root(), "\u4E00"), is(nullValue()));
  }

  @Test
  void decodesNamesAsTheCallerSays() throws IOException {
    ImageOptions options = ImageOptions.from(Map.of("charset", "IBM437"));
    Volume volume = views(image(), options).get(0).open();
    assertThat(names(volume), contains("a:b", "caf\u00C4", "Folder", "forks"));
    assertThat(text(volume.open(volume.child(volume.root(), "caf\u00C4"))), is("hello"));
  }

  @Test
  void showsBothForksAndFinderInformation() throws IOException {
    Volume volume = open();
    Node file = volume.child(volume.root(), "forks");
    assertThat(text(volume.open(file)), is("data"));
    assertThat(
        volume.attributes(file),
        containsInAnyOrder("com.apple.FinderInfo", "com.apple.ResourceFork"));
    assertThat(text(volume.attribute(file, "com.apple.ResourceFork")), is("resource"));
    assertThat(text(volume.attribute(file, "com.apple.FinderInfo")), startsWith("TEXTttxt"));
    assertThat(file.modified().toMillis(), is(1_700_000_000_000L));
  }

  @Test
  void leavesAWrappedVolumeToItsOwnFormat() throws IOException {
    byte[] image = image();
    image[1024 + 124] = 'H';
    image[1024 + 125] = '+';
    assertThat(views(image, ImageOptions.DEFAULTS), is(empty()));
  }

  @Test
  void survivesAnyByteBeingWrong() throws IOException {
    byte[] image = image();
    for (int i = 1024; i < 40_000; i++) {
      if (image[i] == 0 && i % 16 != 0) {
        continue;
      }
      byte old = image[i];
      image[i] ^= (byte) 0xFF;
      try {
        for (VolumeView view : views(image, ImageOptions.DEFAULTS)) {
          Volume volume = view.open();
          for (String name : names(volume)) {
            Node node = volume.child(volume.root(), name);
            if (node != null && node.kind() == Node.Kind.FILE && node.size() < 10_000) {
              text(volume.open(node));
            }
          }
        }
      } catch (IOException e) {
        assertThat(e.getMessage(), e.getMessage() != null);
      }
      image[i] = old;
    }
  }
}
