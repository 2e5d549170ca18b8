package io.github.diskimagefs.volume.hfsplus;

import static io.github.diskimagefs.volume.VolumeReads.names;
import static io.github.diskimagefs.volume.VolumeReads.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class HfsPlusVolumeTest {

  private static List<VolumeView> views(byte[] image) throws IOException {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
    return new HfsPlusFormat().views(source, ImageOptions.DEFAULTS);
  }

  private static Volume open(byte[] image) throws IOException {
    return views(image).get(0).open();
  }

  private static Volume open(HfsPlusImage image) throws IOException {
    return open(image.bytes());
  }

  private static String content(Volume volume, String name) throws IOException {
    return text(volume.open(volume.child(volume.root(), name)));
  }

  @Test
  void showsNamesContentModesAndDates() throws IOException {
    Volume volume =
        open(
            HfsPlusImage.named("Demo")
                .dir("Folder")
                .file("Folder/inner", "content")
                .file("empty", "")
                .link("link", "Folder/inner"));
    assertThat(volume.label(), is("Demo"));
    assertThat(names(volume, volume.root()), contains("empty", "Folder", "link"));
    Node folder = volume.child(volume.root(), "Folder");
    Node inner = volume.child(folder, "inner");
    assertThat(text(volume.open(inner)), is("content"));
    assertThat(inner.modified().toMillis(), is(1_700_000_000_000L));
    assertThat(inner.unix().mode(), is(0x81A4));
    assertThat(inner.unix().uid(), is(501L));
    assertThat(volume.target(volume.child(volume.root(), "link")), is("Folder/inner"));
  }

  @Test
  void findsNamesInEitherCaseAndGivesTheStoredSpelling() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").file("ReadMe", "x"));
    assertThat(volume.child(volume.root(), "README").name(), is("ReadMe"));
    assertThat(volume.child(volume.root(), "READ"), is(nullValue()));
  }

  @Test
  void findsComposedNamesThatAreStoredDecomposed() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").file("cafe\u0301", "x"));
    assertThat(volume.child(volume.root(), "caf\u00E9").name(), is("cafe\u0301"));
  }

  @Test
  void showsTheStoredSlashAsColon() throws IOException {
    byte[] image = HfsPlusImage.named("v").file("a|b", "x").bytes();
    for (int i = 0; i < image.length; i++) {
      image[i] = image[i] == '|' ? (byte) '/' : image[i];
    }
    Volume volume = open(image);
    assertThat(names(volume, volume.root()), contains("a:b"));
    assertThat(volume.child(volume.root(), "a:b").name(), is("a:b"));
  }

  @Test
  void showsNulAsItsSymbolBesideNamesWithUnderscores() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").file("nul\0x", "nul").file("nul_x", "underscore"));
    assertThat(names(volume, volume.root()), containsInAnyOrder("nul\u2400x", "nul_x"));
    assertThat(content(volume, "nul\u2400x"), is("nul"));
    assertThat(content(volume, "nul_x"), is("underscore"));
  }

  @Test
  void storedNamesThatAreShownAlikeGetNumbers() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").file("a\0", "nul").file("a\u2400", "symbol"));
    List<String> names = names(volume, volume.root());
    assertThat(names, contains("a\u2400", "a\u2400~2"));
    for (String name : names) {
      assertThat(volume.child(volume.root(), name).name(), is(name));
    }
    assertThat(content(volume, names.get(0)) + content(volume, names.get(1)), is("symbolnul"));
  }

  @Test
  void findsANameOfIgnorableCharactersAlone() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").dir("d").file("d/\u200D", "joiner"));
    Node folder = volume.child(volume.root(), "d");
    Node file = volume.child(folder, "\u200D");
    assertThat(text(volume.open(file)), is("joiner"));
    assertThat(volume.child(folder, "a"), is(nullValue()));
  }

  @Test
  void descendsTreesOfSeveralLevels() throws IOException {
    HfsPlusImage image = HfsPlusImage.named("v").nodeSize(1024);
    for (int i = 0; i < 300; i++) {
      image.file(String.format("file %03d", i), "content " + i);
    }
    Volume volume = open(image);
    assertThat(names(volume, volume.root()).size(), is(300));
    assertThat(content(volume, "FILE 257"), is("content 257"));
    assertThat(volume.child(volume.root(), "file 300"), is(nullValue()));
  }

  @Test
  void hardLinksAreOneFileAndTheirFolderIsHidden() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").hardLinks("shared", "a", "b"));
    assertThat(names(volume, volume.root()), contains("a", "b"));
    Node a = volume.child(volume.root(), "a");
    assertThat(a.key(), is(volume.child(volume.root(), "b").key()));
    assertThat(a.unix().nlink(), is(2));
    assertThat(a.unix().mode(), is(0x81A0));
    assertThat(content(volume, "b"), is("shared"));
    assertThat(volume.child(volume.root(), "____HFS+ Private Data"), is(nullValue()));
  }

  @Test
  void aHardLinkToNothingIsBrokenAlone() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").danglingHardLink("broken", 99).file("ok", "x"));
    assertThat(names(volume, volume.root()), contains("broken", "ok"));
    Node broken = volume.child(volume.root(), "broken");
    assertThrows(MalformedImageException.class, () -> volume.open(broken));
    assertThat(content(volume, "ok"), is("x"));
  }

  @Test
  void showsForksFinderInformationAndAttributes() throws IOException {
    Volume volume =
        open(
            HfsPlusImage.named("v")
                .file("f", "data")
                .resource("f", "fork".getBytes(UTF_8))
                .finder("f", "TEXTttxt", 0x4000)
                .attribute("f", "com.example", "value".getBytes(UTF_8)));
    Node file = volume.child(volume.root(), "f");
    assertThat(
        volume.attributes(file),
        hasItems("com.apple.ResourceFork", "com.apple.FinderInfo", "com.example"));
    assertThat(text(volume.attribute(file, "com.apple.ResourceFork")), is("fork"));
    assertThat(text(volume.attribute(file, "com.example")), is("value"));
    assertThat(volume.attribute(file, "com.apple.FinderInfo").size(), is(32L));
    assertThat(volume.attribute(file, "none"), is(nullValue()));
    assertThat(file.hidden(), is(true));
  }

  @Test
  void expandsCompressedFilesAndHidesTheirAttribute() throws IOException {
    byte[] plain = "again and again and again".getBytes(UTF_8);
    byte[] room = new byte[100];
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    int length = deflater.deflate(room);
    deflater.end();
    Volume volume =
        open(
            HfsPlusImage.named("v")
                .compressed("zlib", 3, plain.length, Arrays.copyOf(room, length))
                .compressed("stored", 3, 3, new byte[] {-1, 'a', 'b', 'c'})
                .compressed("plain", 9, 3, new byte[] {(byte) 0xCC, 'a', 'b', 'c'})
                .compressed("zeros", 5, 1L << 40, new byte[0]));
    Node file = volume.child(volume.root(), "zlib");
    assertThat(file.size(), is((long) plain.length));
    assertThat(text(volume.open(file)), is("again and again and again"));
    assertThat(volume.attributes(file), is(empty()));
    assertThat(volume.attribute(file, "com.apple.decmpfs").size(), is(16L + length));
    assertThat(content(volume, "stored"), is("abc"));
    assertThat(content(volume, "plain"), is("abc"));
    assertThat(volume.child(volume.root(), "zeros").size(), is(1L << 40));
  }

  @Test
  void aCompressedSizeThatDataCannotHaveIsNotAllocated() throws IOException {
    Volume volume =
        open(HfsPlusImage.named("v").compressed("bomb", 3, 1L << 50, new byte[] {0x78, 1}));
    Node bomb = volume.child(volume.root(), "bomb");
    assertThrows(MalformedImageException.class, () -> volume.open(bomb));
  }

  @Test
  void aFlagWithoutTheAttributeIsALie() throws IOException {
    Volume volume = open(HfsPlusImage.named("v").file("f", "plain").compressedFlag("f"));
    assertThat(content(volume, "f"), is("plain"));
  }

  @Test
  void replaysTheJournalInMemory() throws IOException {
    Volume volume =
        open(HfsPlusImage.named("v").file("f", "old").file("g", "g").pendingWrite("f", "new"));
    assertThat(content(volume, "f"), is("new"));
    assertThat(content(volume, "g"), is("g"));
    assertThat(volume.properties().get("journaled"), is("yes, 1 blocks replayed in memory"));
  }

  @Test
  void aTransactionWrittenHalfIsLeftOut() throws IOException {
    byte[] image = HfsPlusImage.named("v").file("f", "old").pendingWrite("f", "new").bytes();
    ByteBuffer bytes = ByteBuffer.wrap(image);
    int journal = (bytes.getInt(1024 + 12) + 1) * 512;
    bytes.put(journal + 3 * 512 + 9, (byte) (image[journal + 3 * 512 + 9] ^ 1));
    assertThat(content(open(image), "f"), is("old"));
  }

  @Test
  void declinesWhatIsNoneOfIts() throws IOException {
    assertThat(views(new byte[100]), is(empty()));
    assertThat(views(new byte[10_000]), is(empty()));
  }

  @Test
  void survivesAnyByteBeingWrong() throws IOException {
    byte[] image =
        HfsPlusImage.named("v")
            .nodeSize(512)
            .dir("d")
            .file("d/f", "x")
            .hardLinks("shared", "a", "b")
            .attribute("a", "n", new byte[20])
            .bytes();
    for (int i = 1024; i < image.length; i++) {
      byte[] broken = image.clone();
      broken[i] ^= (byte) (i % 2 == 0 ? 0xFF : 0x01);
      readAll(broken);
    }
  }

  /** Whatever is thrown but an IOException fails the test. */
  private static void readAll(byte[] image) {
    try {
      for (VolumeView view : views(image)) {
        Volume volume = view.open();
        volume.properties();
        readAll(volume, volume.root(), 0);
      }
    } catch (IOException e) {
      assertThat(e.getMessage(), e.getMessage() != null);
    }
  }

  private static void readAll(Volume volume, Node folder, int depth) throws IOException {
    NodeCursor cursor = volume.children(folder);
    for (Node node = cursor.next(); node != null; node = cursor.next()) {
      volume.child(folder, node.name());
      for (String name : volume.attributes(node)) {
        volume.attribute(node, name);
      }
      if (node.kind() == Node.Kind.DIRECTORY && depth < 4) {
        readAll(volume, node, depth + 1);
      } else if (node.kind() == Node.Kind.FILE && volume.open(node).size() < 10_000) {
        text(volume.open(node));
      }
    }
  }
}
