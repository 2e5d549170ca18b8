package io.github.diskimagefs.volume.squashfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.BigEndianSquashfs;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeReads;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes that mksquashfs made. */
class SquashfsVolumeTest {
  private static final String MANY =
      "/many/file-with-a-name-of-some-length-so-that-there-is-an-index-";

  static byte[] image(String name) {
    byte[] stored =
        Resources.unpacked("squashfs/" + name.replace("big-endian-4", "stored") + ".squashfs");
    return name.equals("big-endian-4") ? BigEndianSquashfs.of(stored) : stored;
  }

  static Volume open(String name) throws IOException {
    return Volumes.open(new SquashfsFormat(), image(name));
  }

  static Stream<String> version4() {
    return Stream.of(
        "features-gzip",
        "features-lzma",
        "features-lzo",
        "features-lz4",
        "features-xz",
        "features-zstd",
        "stored",
        "filtered",
        "whole",
        "big-endian-4");
  }

  static Stream<String> all() {
    return Stream.concat(
        version4(),
        Stream.of("version2", "version2-big-endian", "version3", "version3-big-endian"));
  }

  private static String numbers(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void readsFilesOfBlocksFragmentsAndHoles(String name) throws IOException {
    Volume volume = open(name);
    assertThat(Volumes.text(volume, "/numbers"), is(numbers(3000)));
    assertThat(Volumes.text(volume, "/whole"), is(numbers(4000).substring(0, 8192)));
    assertThat(Volumes.text(volume, "/short"), is("short"));
    assertThat(Volumes.text(volume, "/empty"), is(""));
    assertThat(Volumes.read(volume, "/hole"), equalTo(new byte[100_000]));
    assertThat(
        Volumes.read(volume, "/tail"), equalTo(Arrays.copyOf("start".getBytes(ISO_8859_1), 9000)));
    assertThat(Volumes.text(volume, "/dir/hard"), is(numbers(3000)));
    assertThat(Volumes.text(volume, MANY + "321"), is("321\n"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void listsEveryName(String name) throws IOException {
    Volume volume = open(name);
    assertThat(
        Volumes.names(volume, "/"),
        containsInAnyOrder(
            "blk", "café", "chr", "dir", "empty", "fifo", "hole", "link", "link200", "many",
            "numbers", "program", "short", "sock", "tail", "whole"));
    List<String> many = Volumes.names(volume, "/many");
    assertThat(many.size(), is(400));
    for (String each : many) {
      assertThat(Volumes.find(volume, "/many/" + each).name(), is(each));
    }
    assertThat(Volumes.find(volume, MANY + "401"), is(nullValue()));
    assertThat(Volumes.find(volume, "/many/a"), is(nullValue()));
    assertThat(Volumes.find(volume, "/café").size(), is(0L));
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasLinksAndSpecialNodes(String name) throws IOException {
    Volume volume = open(name);
    assertThat(volume.target(Volumes.find(volume, "/link")), is("numbers"));
    assertThat(volume.target(Volumes.find(volume, "/link200")), is("x".repeat(200)));
    assertThat(Volumes.find(volume, "/link200").size(), is(200L));
    assertThat(Volumes.find(volume, "/chr").unix().rdev(), is(0x501L));
    assertThat(Volumes.find(volume, "/chr").unix().mode() >>> 12, is(2));
    assertThat(Volumes.find(volume, "/blk").unix().mode() >>> 12, is(6));
    assertThat(Volumes.find(volume, "/fifo").unix().mode() >>> 12, is(1));
    assertThat(Volumes.find(volume, "/sock").unix().mode() >>> 12, is(12));
    assertThat(Volumes.find(volume, "/fifo").kind(), is(Node.Kind.OTHER));
    boolean inodesAreShared = !name.startsWith("version2");
    assertThat(
        Volumes.find(volume, "/numbers").key().equals(Volumes.find(volume, "/dir/hard").key()),
        is(inodesAreShared));
    assertThat(Volumes.find(volume, "/numbers").key(), not(Volumes.find(volume, "/whole").key()));
  }

  @ParameterizedTest
  @MethodSource("version4")
  void hasAttributesOfVersion4(String name) throws IOException {
    Volume volume = open(name);
    Node file = Volumes.find(volume, "/short");
    assertThat(file.unix().mode(), is(0100750));
    assertThat(file.unix().uid(), is(3_000_000_000L));
    assertThat(file.unix().gid(), is(70_000L));
    assertThat(file.modified().toMillis(), is(4_000_000_000_000L));
    assertThat(Volumes.find(volume, "/numbers").unix().nlink(), is(2));
    assertThat(Volumes.find(volume, "/blk").unix().rdev(), is(0x1103_2CL));
    assertThat(Volumes.find(volume, "/numbers").unix().ino(), greaterThan(0L));
  }

  @ParameterizedTest
  @MethodSource("version4")
  void hasExtendedAttributes(String name) throws IOException {
    Volume volume = open(name);
    if (name.equals("whole")) {
      assertThat(volume.attributes(Volumes.find(volume, "/numbers")), is(empty()));
      return;
    }
    Node numbers = Volumes.find(volume, "/numbers");
    assertThat(volume.attributes(numbers), containsInAnyOrder("user.one", "user.long"));
    assertThat(VolumeReads.text(volume.attribute(numbers, "user.one")), is("1"));
    String value = numbers(80).substring(0, numbers(80).length() - 1);
    assertThat(VolumeReads.text(volume.attribute(numbers, "user.long")), is(value));
    Node dir = Volumes.find(volume, "/dir");
    assertThat(volume.attributes(dir), containsInAnyOrder("user.empty", "user.long"));
    assertThat(VolumeReads.text(volume.attribute(dir, "user.long")), is(value));
    assertThat(volume.attribute(dir, "user.empty").size(), is(0L));
    assertThat(
        VolumeReads.text(volume.attribute(Volumes.find(volume, "/tail"), "trusted.note")),
        is("hidden"));
    assertThat(
        volume.attributes(Volumes.find(volume, "/program")), contains("security.capability"));
    assertThat(volume.attribute(dir, "user.none"), is(nullValue()));
    assertThat(volume.attributes(Volumes.find(volume, "/empty")), is(empty()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void oldVersionsHaveOwnersAndTimes(String name) throws IOException {
    if (name.startsWith("version")) {
      Volume volume = open(name);
      assertThat(Volumes.find(volume, "/empty").unix().uid(), is(1000L));
      assertThat(Volumes.find(volume, "/empty").unix().gid(), is(1000L));
      assertThat(Volumes.find(volume, "/numbers").unix().uid(), is(0L));
      assertThat(Volumes.find(volume, "/short").modified().toMillis(), is(1_600_000_000_000L));
      assertThat(Volumes.find(volume, "/short").unix().mode(), is(0100750));
      assertThat(Volumes.find(volume, "/many").modified().toMillis(), is(1_700_000_000_000L));
    }
  }

  @Test
  void propertiesTellVersionAndCompression() throws IOException {
    assertThat(open("features-xz").properties().get("compression"), is("xz"));
    assertThat(open("version3-big-endian").properties().get("version"), is("3.0, big-endian"));
    assertThat(open("stored").properties().get("flags"), containsString("data not compressed"));
    assertThat(open("stored").type(), is("squashfs"));
  }

  @Test
  void storedBlocksAreExtentsOfTheImage() throws IOException {
    Volume volume = open("stored");
    ByteSource whole = volume.open(Volumes.find(volume, "/whole"));
    assertThat(whole.isEncoded(), is(false));
    assertThat(open("features-gzip").open(Volumes.find(volume, "/whole")).isEncoded(), is(true));
  }

  @Test
  void aFragmentBlockIsDecodedOnceForAllItsFiles() throws IOException {
    ChunkCache cache = new ChunkCache(1 << 20);
    VolumeSource source = VolumeSource.of(new ArraySource(image("features-gzip")), 512, cache);
    Volume volume = new SquashfsFormat().views(source, ImageOptions.DEFAULTS).get(0).open();
    List<String> many = Volumes.names(volume, "/many");
    long before = cache.loads();
    for (String each : many) {
      Volumes.read(volume, "/many/" + each);
    }
    assertThat(cache.loads() - before, lessThan(4L));
  }

  @Test
  void aLookUpByTheIndexReadsFewBlocks() throws IOException {
    ChunkCache cache = new ChunkCache(1 << 20);
    VolumeSource source = VolumeSource.of(new ArraySource(image("stored")), 512, cache);
    Volume volume = new SquashfsFormat().views(source, ImageOptions.DEFAULTS).get(0).open();
    Node many = Volumes.find(volume, "/many");
    long before = cache.loads();
    assertThat(volume.child(many, MANY.substring(6) + "399").size(), is(4L));
    assertThat(cache.loads() - before, lessThan(4L));
  }

  @Test
  void volumesAfterOtherBytesAreFound() throws IOException {
    byte[] first = image("stored");
    byte[] second = image("version3-big-endian");
    byte[] bytes = new byte[5000 + first.length + 77 + second.length + 999];
    Arrays.fill(bytes, (byte) 'h');
    System.arraycopy("hsqs sqsh hsqs".getBytes(ISO_8859_1), 0, bytes, 100, 14);
    System.arraycopy(first, 0, bytes, 1000, 96); // a superblock alone
    System.arraycopy(first, 0, bytes, 5000, first.length);
    System.arraycopy(second, 0, bytes, 5077 + first.length, second.length);
    List<Long> found = new SquashfsFormat().embedded(new ArraySource(bytes));
    assertThat(found, hasItem(5000L));
    assertThat(found, contains(5000L, 5077L + first.length));
  }

  @Test
  void everyAlignmentIsSearched() throws IOException {
    byte[] volume = image("contract");
    List<Long> expected = new ArrayList<>();
    List<Long> found = new ArrayList<>();
    for (int offset = 1; offset < 10; offset++) {
      byte[] bytes = new byte[offset + volume.length];
      System.arraycopy(volume, 0, bytes, offset, volume.length);
      expected.add((long) offset);
      found.addAll(new SquashfsFormat().embedded(new ArraySource(bytes)));
    }
    assertThat(found, is(expected));
  }

  @Test
  void aVolumeShorterThanASectorIsRecognised() throws IOException {
    byte[] head = Arrays.copyOf(image("stored"), 300);
    assertThat(new SquashfsFormat().probe(Volumes.source(head)), is(Recognition.SIGNATURE));
    assertThat(new SquashfsFormat().probe(Volumes.source(new byte[3])), is(Recognition.NONE));
  }
}
