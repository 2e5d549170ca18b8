package io.github.diskimagefs.mount;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.Extent;
import io.github.diskimagefs.Hole;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.SparseDisk;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawViewTest {
  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private FileSystem open(String name, byte[] image) throws IOException {
    return DiskImages.open(Files.write(host.getPath("/" + name), image), Map.of("view", "raw"));
  }

  private static List<String> names(FileSystem image) throws IOException {
    try (Stream<Path> files = Files.list(image.getPath("/"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] disk() {
    byte[] volume = FatImage.of(12).file("/f", "x").bytes();
    byte[] disk = new byte[volume.length + 128 * 512];
    System.arraycopy(volume, 0, disk, 64 * 512, volume.length);
    return PartitionMap.on(disk)
        .mbr(0, 0x0C, 64, volume.length / 512)
        .mbr(1, 0x83, 64 + volume.length / 512, 1 << 20)
        .disk();
  }

  @Test
  void hasTheDiskAndItsPartitions() throws IOException {
    byte[] disk = disk();
    try (FileSystem image = open("d.dmg", UdifImage.of(disk).bytes())) {
      assertThat(names(image), contains("disk.img", "partition1.img", "partition2.img"));
      assertThat(Files.readAllBytes(image.getPath("/disk.img")), is(disk));
      try (FileSystem inside = DiskImages.open(image.getPath("/partition1.img"))) {
        assertThat(Files.readString(inside.getPath("/f")), is("x"));
      }
    }
  }

  @Test
  void aPartitionThatWasCutIsReadUpToTheEndOfTheDisk() throws IOException {
    byte[] disk = disk();
    byte[] rest = Arrays.copyOfRange(disk, disk.length - 64 * 512, disk.length);
    try (FileSystem image = open("d.img", disk)) {
      Path partition = image.getPath("/partition2.img");
      assertThat(Files.size(partition), is(512L << 20));
      try (InputStream in = Files.newInputStream(partition)) {
        assertThat(in.readNBytes(rest.length), is(rest));
        assertThrows(MalformedImageException.class, in::read);
      }
    }
  }

  @Test
  void isTheFileItselfWhereThatIsPlain() throws IOException {
    try (FileSystem image = open("d.img", disk())) {
      Object extents = Files.getAttribute(image.getPath("/disk.img"), "image:extents");
      assertThat(((List<?>) extents).size(), is(1));
      assertThat(((Extent) ((List<?>) extents).get(0)).offset(), is(0L));
    }
  }

  @Test
  void hasHolesWhereAVirtualDiskStoresNothing() throws IOException {
    byte[] disk = new byte[1 << 20];
    disk[73 * 4096 + 5] = 1; // clusters have 4096 bytes
    try (FileSystem image = open("d.qcow2", VirtualDisks.qcow2(disk, false))) {
      assertThat(
          Files.getAttribute(image.getPath("/disk.img"), "image:holes"),
          is(List.of(new Hole(0, 73 * 4096), new Hole(74 * 4096, (256 - 74) * 4096))));
    }
  }

  @Test
  void hasHolesWhereAnImageOfAppleStoresNothing() throws IOException {
    byte[] disk = Arrays.copyOf(disk(), 8 << 20);
    byte[] udif = UdifImage.of(disk).chunks(8 << 10).as(Stored.RAW, Stored.IGNORE).bytes();
    for (byte[] bytes : List.of(SparseDisk.of(disk).image(), udif)) {
      try (FileSystem image = open("d", bytes)) {
        List<?> holes = (List<?>) Files.getAttribute(image.getPath("/disk.img"), "image:holes");
        Hole last = (Hole) holes.get(holes.size() - 1);
        assertThat(last.position() + last.length(), is((long) disk.length));
      }
    }
  }

  @Test
  void hasTheSectorsOfADiscAsUserData() throws IOException {
    byte[] iso = IsoImage.named("v").file("/f", "x").build();
    try (FileSystem image = open("d.iso", iso)) {
      assertThat(names(image), contains("track01.iso"));
      assertThat(Files.readAllBytes(image.getPath("/track01.iso")), is(iso));
    }
  }

  @Test
  void hasTheTracksOfADiscAsRecorded() throws IOException {
    byte[] iso = IsoImage.named("v").file("/f", "x").build();
    byte[] data = CdSectors.mode1(iso, 0);
    byte[] sound = CdSectors.sound(10, 1);
    int sectors = iso.length / 2048;
    String sheet =
        "FILE \"d.bin\" BINARY\n TRACK 01 MODE1/2352\n INDEX 01 00:00:00\n TRACK 02 AUDIO\n"
            + String.format(" INDEX 00 00:%02d:%02d\n", sectors / 75, sectors % 75)
            + String.format(" INDEX 01 00:%02d:%02d\n", (sectors + 4) / 75, (sectors + 4) % 75);
    Files.write(host.getPath("/d.bin"), CdSectors.join(data, sound));
    try (FileSystem image = open("d.cue", sheet.getBytes(UTF_8))) {
      assertThat(names(image), contains("track01.bin", "track01.iso", "track02.bin"));
      assertThat(Files.readAllBytes(image.getPath("/track01.bin")), is(data));
      assertThat(Files.readAllBytes(image.getPath("/track01.iso")), is(iso));
      assertThat(Files.readAllBytes(image.getPath("/track02.bin")), is(sound));
    }
    Map<String, ?> wrong = Map.of("view", "raw", "session", 9);
    assertThrows(
        NotInImageException.class, () -> DiskImages.open(host.getPath("/d.cue"), wrong).close());
  }

  @Test
  void isThereWhereNoVolumeIsSupported() throws IOException {
    byte[] disk = disk();
    Arrays.fill(disk, 64 * 512, 65 * 512, (byte) 0);
    System.arraycopy("LUKS\u00BA\u00BE".getBytes(ISO_8859_1), 0, disk, 64 * 512, 6);
    try (FileSystem image = open("d.img", disk)) {
      assertThat(names(image), contains("disk.img", "partition1.img", "partition2.img"));
    }
  }
}
