package io.github.diskimagefs.volume.erofs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.LinuxTree;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that mkfs.erofs made. */
class ErofsVolumeTest {

  private static Volume open(String name) throws IOException {
    return Volumes.open(new ErofsFormat(), Resources.unpacked("erofs/" + name));
  }

  private static byte[] read(ByteSource content) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    content.readFully(0, bytes);
    return bytes.array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "blocks512",
        "legacy",
        "lz4",
        "lz4-all",
        "lz4-tails",
        "lzma",
        "deflate",
        "zstd",
        "directories"
      })
  void readsTheFilesOfEveryLayout(String name) throws IOException {
    Volume volume = open(name + ".erofs");
    Map<String, byte[]> files = LinuxTree.files();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ByteSource content = volume.open(Volumes.find(volume, file.getKey()));
      content.requireWhole();
      assertThat(file.getKey(), read(content), equalTo(file.getValue()));
    }
    assertThat(Volumes.names(volume, "/many"), hasSize(300));
    assertThat(Volumes.names(volume, "/"), hasSize(16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "lz4-all", "lz4-tails", "zstd"})
  void readsAnyPartOfACompressedFile(String name) throws IOException {
    Volume volume = open(name + ".erofs");
    byte[] expected = LinuxTree.files().get("/mixed");
    ByteSource content = volume.open(Volumes.find(volume, "/mixed"));
    content.prefetch(0, expected.length);
    for (int position = expected.length - 1; position >= 0; position -= 997) {
      byte[] part = new byte[Math.min(1500, expected.length - position)];
      content.readFully(position, ByteBuffer.wrap(part));
      assertThat(part, equalTo(Arrays.copyOfRange(expected, position, position + part.length)));
    }
  }

  @Test
  void tellsTypeLabelAndFacts() throws IOException {
    Volume volume = open("lz4-all.erofs");
    assertThat(volume.type(), is("erofs"));
    assertThat(volume.label(), is("Features"));
    Map<String, String> facts = volume.properties();
    assertThat(facts.get("UUID"), is("01234567-89ab-cdef-0123-456789abcdef"));
    assertThat(facts.get("features"), containsString("compr_cfgs/big_pcluster fragments/dedupe"));
    assertThat(facts.get("compression algorithms"), is("lz4"));
    assertThat(facts.get("created"), is("2017-07-14T02:40:00Z"));
    assertThat(facts.get("checksum"), is("valid"));
    assertThat(volume.checkStructures(), is("checksum of the superblock"));
  }

  @Test
  void showsAttributesOfUnix() throws IOException {
    Volume volume = open("plain.erofs");
    Node small = Volumes.find(volume, "/small");
    assertThat(small.unix(), is(new Node.Unix(0104755, (Long) small.key(), 2, 70_000, 80_000, 0)));
    assertThat(small.modified().toInstant(), is(Instant.ofEpochSecond(1_600_000_000, 123_456_789)));
    assertThat(Volumes.find(volume, "/hard").key(), is(small.key()));
    assertThat(
        Volumes.find(volume, "/future").modified().toInstant(),
        is(Instant.ofEpochSecond(5_000_000_000L, 5)));
    assertThat(Volumes.find(volume, "/chr").unix().rdev(), is(0x501L));
    assertThat(Volumes.find(volume, "/blk").unix().rdev(), is(0x11_032CL));
    assertThat(Volumes.find(volume, "/fifo").kind(), is(Node.Kind.OTHER));
    assertThat(volume.target(Volumes.find(volume, "/link")), is("small"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "blocks512", "lz4-all"})
  void readsExtendedAttributes(String name) throws IOException {
    Volume volume = open(name + ".erofs");
    Node tail = Volumes.find(volume, "/tail");
    assertThat(volume.attributes(tail), containsInAnyOrder("user.long.prefix.one", "trusted.own"));
    assertThat(read(volume.attribute(tail, "user.long.prefix.one")), is(new byte[] {'1'}));
    assertThat(volume.attribute(tail, "trusted.own").size(), is(200L));
    Node entry = Volumes.find(volume, "/many/entry-0005");
    assertThat(new String(read(volume.attribute(entry, "user.common")), ISO_8859_1), is("shared"));
    assertThat(volume.attribute(entry, "user.other"), is(nullValue()));
  }

  @Test
  void findsEntriesOfALargeDirectoryByFewReads() throws IOException {
    Volume volume = open("blocks512.erofs");
    assertThat(Volumes.find(volume, "/many/entry-0299").name(), is("entry-0299"));
    assertThat(Volumes.find(volume, "/many/entry-0000").name(), is("entry-0000"));
    assertThat(Volumes.find(volume, "/many/entry-0300"), is(nullValue()));
    assertThat(Volumes.find(volume, "/many/."), is(nullValue()));
  }

  @Test
  void decodesAClusterOnceForAllReaders() throws IOException {
    ChunkCache cache = new ChunkCache(1 << 20);
    VolumeSource source =
        VolumeSource.of(new ArraySource(Resources.unpacked("erofs/lz4.erofs")), 512, cache);
    Volume volume = new ErofsFormat().views(source, ImageOptions.DEFAULTS).get(0).open();
    read(volume.open(Volumes.find(volume, "/zeros")));
    long loads = cache.loads();
    read(volume.open(Volumes.find(volume, "/zeros")));
    assertThat(cache.loads(), is(loads));
    assertThat(loads, is(lessThan(20L)));
  }

  @Test
  void namesTheMissingDevice() throws IOException {
    Volume volume = open("chunks.erofs");
    assertThat(volume.properties().get("device 1"), containsString("not found"));
    Node numbers = Volumes.find(volume, "/numbers");
    IOException error = assertThrows(IOException.class, () -> read(volume.open(numbers)));
    assertThat(error.getMessage(), containsString("device 1 is not in the image's folder"));
    assertThat(Volumes.text(volume, "/link"), is("small"));
  }

  @Test
  void findsVolumesAfterOtherBytes() throws IOException {
    byte[] volume = Resources.unpacked("erofs/contract.erofs");
    byte[] image = new byte[700_000 + volume.length];
    for (int start : new int[] {512, 1024, 8192, 65_536, 699_904}) {
      Arrays.fill(image, (byte) 0);
      System.arraycopy(volume, 0, image, start, volume.length);
      assertThat(new ErofsFormat().embedded(new ArraySource(image)), is(List.of((long) start)));
    }
    assertThat(new ErofsFormat().embedded(new ArraySource(volume)), is(List.of()));
    assertThat(new ErofsFormat().embedded(new ArraySource(new byte[100])), is(List.of()));
  }
}
