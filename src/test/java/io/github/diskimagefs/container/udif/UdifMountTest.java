package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apple's images as a user opens them. */
class UdifMountTest {
  private static final byte[] CONTENT = new byte[50_000];

  static {
    new Random(2).nextBytes(CONTENT);
  }

  private static final byte[] VOLUME = HfsPlusImage.named("Demo").file("f", CONTENT).bytes();

  @TempDir Path folder;

  private Path write(String name, byte[] image) throws IOException {
    return Files.write(folder.resolve(name), image);
  }

  private static URI uri(Path file) {
    return URI.create("dmg:" + file.toUri());
  }

  private static void opensEachWay(Path file) throws IOException {
    try (FileSystem shown = FileSystems.newFileSystem(file)) {
      assertThat(Files.readAllBytes(shown.getPath("/f")), is(CONTENT));
    }
    try (FileSystem shown = FileSystems.newFileSystem(uri(file), Map.of("verify", "true"))) {
      assertThat(Files.readAllBytes(shown.getPath("/f")), is(CONTENT));
    }
    try (FileSystem shown = DiskImages.open(file)) {
      assertThat(Files.readAllBytes(shown.getPath("/f")), is(CONTENT));
    }
  }

  @Test
  void opensEachBlockType() throws IOException {
    for (Stored stored : Stored.values()) {
      if (stored != Stored.ZERO && stored != Stored.IGNORE) {
        opensEachWay(write(stored + ".dmg", UdifImage.of(VOLUME).as(stored).bytes()));
      }
    }
  }

  @Test
  void opensOlderLayouts() throws IOException {
    opensEachWay(write("front.dmg", UdifImage.of(VOLUME).trailerInFront().bytes()));
    opensEachWay(write("fork.dmg", UdifImage.of(VOLUME).resourceFork().bytes()));
    UdifImage offsets = UdifImage.of(VOLUME).dataOffset(1000).tableOffset(333);
    opensEachWay(write("offset.dmg", offsets.bytes()));
  }

  @Test
  void opensSegments() throws IOException {
    List<byte[]> files = UdifImage.of(VOLUME).as(Stored.ZLIB, Stored.RAW).segments(3);
    write("a.002.dmgpart", files.get(1));
    write("a.003.dmgpart", files.get(2));
    opensEachWay(write("a.dmg", files.get(0)));
  }

  @Test
  void opensBareVolumesAndPartitionedDisks() throws IOException {
    opensEachWay(write("bare.dmg", VOLUME));
    byte[] disk = new byte[(VOLUME.length / 2048 + 100) * 2048];
    System.arraycopy(VOLUME, 0, disk, 64 * 512, VOLUME.length);
    int sectors = VOLUME.length / 512;
    opensEachWay(write("gpt.dmg", partitioned(disk).guid(512, "v", 64, 63 + sectors).disk()));
    PartitionMap apple = partitioned(disk).apple(512, "v", "Apple_HFS", 64, sectors);
    opensEachWay(write("apm.dmg", UdifImage.of(apple.disk()).bytes()));
    opensEachWay(write("mbr.dmg", partitioned(disk).mbr(0, 0xAF, 64, sectors).disk()));
  }

  private static PartitionMap partitioned(byte[] disk) {
    return PartitionMap.on(disk.clone());
  }

  @Test
  void opensOpticalDiscs() throws IOException {
    byte[] iso = IsoImage.named("DEMO").file("/f", CONTENT).build();
    opensEachWay(write("master.cdr", iso));
    opensEachWay(write("iso.dmg", UdifImage.of(iso).bytes()));
  }

  @Test
  void aListBehindTheEndOfTheFileIsMalformed() throws IOException {
    byte[] image = UdifImage.of(VOLUME).bytes();
    ByteBuffer.wrap(image).putLong(image.length - 512 + 216, image.length);
    Path file = write("a.dmg", image);
    assertThrows(MalformedImageException.class, () -> FileSystems.newFileSystem(file));
    assertThrows(
        MalformedImageException.class, () -> FileSystems.newFileSystem(uri(file), Map.of()));
    assertThrows(MalformedImageException.class, () -> DiskImages.open(file));
  }

  @Test
  void filesInRawRunsAreMappedAndTransferredFromTheHost() throws IOException {
    Path file = write("a.dmg", UdifImage.of(VOLUME).chunks(1 << 20).as(Stored.RAW).bytes());
    try (FileSystem shown = FileSystems.newFileSystem(file)) {
      Path path = shown.getPath("/f");
      assertThat(
          Files.getAttribute(path, "image:extents").toString(), containsString(file.toString()));
      try (FileChannel channel = FileChannel.open(path)) {
        MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 1, CONTENT.length - 1);
        assertThat(map.isDirect(), is(true));
        byte[] mapped = new byte[map.remaining()];
        map.get(mapped);
        assertThat(mapped, is(Arrays.copyOfRange(CONTENT, 1, CONTENT.length)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(
            channel.transferTo(0, CONTENT.length, Channels.newChannel(out)),
            is((long) CONTENT.length));
        assertThat(out.toByteArray(), is(CONTENT));
      }
    }
  }

  @Test
  void verifiesEachChecksum() throws IOException {
    Path valid = write("sound.dmg", UdifImage.of(VOLUME).bytes());
    Path wrong = write("wrong.dmg", UdifImage.of(VOLUME).wrongChecksums().bytes());
    assertThat(
        verify(valid),
        is(
            List.of(
                "blkx 1 \"disk & all\" VALID",
                "data fork VALID",
                "master checksum VALID",
                "volume 1 VALID")));
    assertThat(
        verify(wrong),
        is(
            List.of(
                "blkx 1 \"disk & all\" DAMAGED",
                "data fork DAMAGED",
                "master checksum DAMAGED",
                "volume 1 VALID")));
  }

  private static List<String> verify(Path file) throws IOException {
    List<String> parts = new ArrayList<>();
    DiskImages.verify(file, Map.of(), part -> parts.add(part.part() + ' ' + part.status()));
    return parts;
  }
}
