package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApfsVolumeTest {
  private static final byte[] VALUE = "value".getBytes(UTF_8);

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void showsNamesContentModesAndTimesToTheNanosecond() throws IOException {
    Volume volume =
        Apfs.open(
            ApfsImage.named("Demo")
                .file("Folder/inner", "content")
                .file("empty", "")
                .link("link", "Folder/inner"));
    assertThat(volume.label(), is("Demo"));
    assertThat(Apfs.names(volume, volume.root()), containsInAnyOrder("Folder", "empty", "link"));
    Node inner = Apfs.node(volume, "Folder/inner");
    assertThat(Apfs.text(volume, "Folder/inner"), is("content"));
    assertThat(inner.size(), is(7L));
    assertThat(inner.modified().toString(), is("2023-11-14T22:13:20.123456789Z"));
    assertThat(inner.created().toString(), is("2023-11-14T22:13:20.123456786Z"));
    assertThat(inner.changed().toString(), is("2023-11-14T22:13:20.12345679Z"));
    assertThat(inner.accessed().toString(), is("2023-11-14T22:13:20.123456791Z"));
    assertThat(inner.unix().mode(), is(0x81A4));
    assertThat(inner.unix().uid(), is(501L));
    Node link = Apfs.node(volume, "link");
    assertThat(volume.target(link), is("Folder/inner"));
    assertThat(link.size(), is(12L));
  }

  @Test
  void showsTimesBefore1970() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("old", "").modified("old", -1));
    assertThat(
        Apfs.node(volume, "old").modified().toString(), is("1969-12-31T23:59:59.999999999Z"));
  }

  @Test
  void showsHardLinksAsOneFile() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("one", "x").hardLink("dir/two", "one"));
    Node one = Apfs.node(volume, "one");
    Node two = Apfs.node(volume, "dir/two");
    assertThat(one.unix().nlink(), is(2));
    assertThat(one.key(), is(two.key()));
    assertThat(Apfs.text(volume, "dir/two"), is("x"));
  }

  @Test
  void countsTheEntriesOfADirectoryAsItsLinks() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("dir/a", "").file("dir/b", ""));
    assertThat(Apfs.node(volume, "dir").unix().nlink(), is(4));
  }

  @Test
  void showsDevices() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").special("tty", 0x21B6, 3, 0x1234));
    Node device = Apfs.node(volume, "tty");
    assertThat(device.kind(), is(Node.Kind.OTHER));
    assertThat(device.unix().rdev(), is(0x1200334L));
  }

  @Test
  void showsTheHiddenFlag() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("a", "").flags("a", 0x8000).file("b", ""));
    assertThat(Apfs.node(volume, "a").hidden(), is(true));
    assertThat(Apfs.node(volume, "b").hidden(), is(false));
  }

  @Test
  void showsAttributesInRecordsAndInStreams() throws IOException {
    byte[] fork = noise(10_000);
    Volume volume =
        Apfs.open(
            ApfsImage.named("v")
                .file("f", "x")
                .attribute("f", "user.note", VALUE)
                .attribute("f", "com.apple.system.Security", VALUE)
                .longAttribute("f", "com.apple.ResourceFork", fork)
                .link("l", "f"));
    Node file = Apfs.node(volume, "f");
    assertThat(volume.attributes(file), contains("com.apple.ResourceFork", "user.note"));
    assertThat(Apfs.bytes(volume.attribute(file, "user.note")), is(VALUE));
    assertThat(Apfs.bytes(volume.attribute(file, "com.apple.ResourceFork")), is(fork));
    assertThat(volume.attribute(file, "other"), is(nullValue()));
    assertThat(volume.attributes(Apfs.node(volume, "l")), is(List.of()));
  }

  @Test
  void readsCompressedFiles() throws IOException {
    Volume volume =
        Apfs.open(
            ApfsImage.named("v")
                .compressed("stored", 9, 3, new byte[] {(byte) 0xCC, 'a', 'b', 'c'})
                .file("lie", "plain")
                .flags("lie", 0x20));
    assertThat(Apfs.text(volume, "stored"), is("abc"));
    assertThat(Apfs.node(volume, "stored").size(), is(3L));
    assertThat(volume.attributes(Apfs.node(volume, "stored")), is(List.of()));
    assertThat(Apfs.text(volume, "lie"), is("plain"));
  }

  @Test
  void fillsHolesWithZeros() throws IOException {
    Volume volume =
        Apfs.open(ApfsImage.named("v").sparse("s", 1L << 40, 8192, "data".getBytes(UTF_8)));
    ByteSource content = volume.open(Apfs.node(volume, "s"));
    assertThat(content.size(), is(1L << 40));
    ByteBuffer bytes = ByteBuffer.allocate(8200);
    content.readFully(0, bytes);
    assertThat(new String(bytes.array(), 8190, 8, UTF_8), is("\0\0data\0\0"));
    content.readFully((1L << 40) - 8200, bytes.clear());
    assertThat(bytes.array(), is(new byte[8200]));
    assertThat(content.extent(0, 1 << 20).length(), is(8192L));
    assertThat(content.extent(8192, 1 << 20).length(), is(4096L));
  }

  @Test
  void readsClonesAndFragments() throws IOException {
    byte[] content = noise(50_000);
    Volume volume =
        Apfs.open(ApfsImage.named("v").recordsInANode(3).fragmented("f", content).clone("c", "f"));
    assertThat(Apfs.bytes(volume.open(Apfs.node(volume, "f"))), is(content));
    assertThat(Apfs.bytes(volume.open(Apfs.node(volume, "c"))), is(content));
    assertThat(Apfs.node(volume, "c").key(), is(not(Apfs.node(volume, "f").key())));
  }

  @Test
  void readsFilesOfMoreExtentsThanAreHeld() throws IOException {
    byte[] content = noise(5000 * 4096 + 7);
    Volume volume = Apfs.open(ApfsImage.named("v").fragmented("f", content));
    ByteSource file = volume.open(Apfs.node(volume, "f"));
    for (int offset : new int[] {content.length - 9, 4096 * 4096 - 3, 5, 4500 * 4096 + 1}) {
      ByteBuffer part = ByteBuffer.allocate(9);
      file.readFully(offset, part);
      assertThat(part.array(), is(Arrays.copyOfRange(content, offset, offset + 9)));
    }
    assertThat(Apfs.bytes(file), is(content));
  }

  @Test
  void descendsTreesOfSeveralLevels() throws IOException {
    ApfsVolumeImage image = ApfsImage.named("v").recordsInANode(3);
    for (int i = 0; i < 300; i++) {
      image.file("dir/file " + i, "content " + i);
    }
    Volume volume = Apfs.open(image);
    assertThat(Apfs.names(volume, Apfs.node(volume, "dir")).size(), is(300));
    for (int i = 0; i < 300; i++) {
      assertThat(Apfs.text(volume, "dir/file " + i), is("content " + i));
    }
    assertThat(Apfs.node(volume, "dir/file 300"), is(nullValue()));
  }

  @Test
  void findsTheExactNameBeforeOneOfAnotherCase() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").ignoringCase().file("ReadMe", "x"));
    assertThat(Apfs.node(volume, "README").name(), is("ReadMe"));
    assertThat(Apfs.node(volume, "READ"), is(nullValue()));
    Volume sensitive = Apfs.open(ApfsImage.named("v").file("ReadMe", "1").file("README", "2"));
    assertThat(Apfs.text(sensitive, "ReadMe"), is("1"));
    assertThat(Apfs.text(sensitive, "README"), is("2"));
    assertThat(Apfs.node(sensitive, "readme"), is(nullValue()));
  }

  @Test
  void findsNamesInEitherNormalForm() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("café", "1").file("re\u0301sume", "2"));
    assertThat(Apfs.node(volume, "cafe\u0301").name(), is("café"));
    assertThat(Apfs.node(volume, "résume").name(), is("re\u0301sume"));
    assertThat(Apfs.node(volume, "cafè"), is(nullValue()));
  }

  @Test
  void findsOnlyExactNamesOnVolumesWithoutHashes() throws IOException {
    Volume volume =
        Apfs.open(ApfsImage.named("v").withoutHashes().file("café", "1").file("b", "2"));
    assertThat(Apfs.text(volume, "café"), is("1"));
    assertThat(Apfs.node(volume, "cafe\u0301"), is(nullValue()));
    assertThat(Apfs.names(volume, volume.root()), contains("b", "café"));
  }

  @Test
  void showsASlashAsColonAndDistinguishesSuchNames() throws IOException {
    ApfsVolumeImage image = ApfsImage.named("v").withoutHashes();
    byte[] bytes = image.file("a|b", "1").file("a:b", "2").bytes();
    Volume volume = Apfs.open(replaced(bytes, "a|b\0", "a/b\0"));
    List<String> names = Apfs.names(volume, volume.root());
    assertThat(names, containsInAnyOrder("a:b", "a:b~2"));
    assertThat(Apfs.text(volume, "a:b"), is("2"));
    assertThat(Apfs.text(volume, "a:b~2"), is("1"));
  }

  /** Replaces bytes and makes the checksums right. */
  static byte[] replaced(byte[] image, String from, String to) {
    byte[] old = from.getBytes(UTF_8);
    for (int i = 0; i + old.length < image.length; i++) {
      if (Arrays.equals(image, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(to.getBytes(UTF_8), 0, image, i, old.length);
        int start = i / ApfsImage.BLOCK * ApfsImage.BLOCK;
        byte[] block = Arrays.copyOfRange(image, start, start + ApfsImage.BLOCK);
        ApfsImage.seal(block);
        System.arraycopy(block, 0, image, start, block.length);
      }
    }
    return image;
  }

  @Test
  void showsSnapshotsAsTheTreesWere() throws IOException {
    ApfsVolumeImage image =
        ApfsImage.named("v")
            .recordsInANode(4)
            .file("first", "1")
            .snapshot("one")
            .file("second", "2")
            .snapshot("two")
            .unlink("first");
    byte[] bytes = image.bytes();
    Volume live = Apfs.open(bytes);
    assertThat(Apfs.names(live, live.root()), contains("second"));
    Volume one = Apfs.views(bytes, Map.of("snapshot", "one")).get(0).open();
    assertThat(Apfs.names(one, one.root()), contains("first"));
    assertThat(Apfs.text(one, "first"), is("1"));
    Volume two = Apfs.views(bytes, Map.of("snapshot", "two")).get(0).open();
    assertThat(Apfs.names(two, two.root()), containsInAnyOrder("first", "second"));
    assertThat(
        live.properties().get("snapshot \"one\""),
        is("2023-11-14T22:13:20.123456789Z, transaction 10"));
    NotInImageException e =
        assertThrows(
            NotInImageException.class,
            () -> Apfs.views(bytes, Map.of("snapshot", "three")).get(0).open());
    assertThat(e.getMessage(), is("snapshot=three: the volume \"v\" has [one, two]"));
  }

  @Test
  void statesSizeAndFreeSpaceOfTheContainer() throws IOException {
    byte[] image = ApfsImage.named("v").file("f", "x").bytes();
    Volume volume = Apfs.open(image);
    assertThat(volume.size(), is(image.length + 8L * ApfsImage.BLOCK));
    assertThat(volume.free(), is(8L * ApfsImage.BLOCK));
  }
}
