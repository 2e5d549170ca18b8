package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTest {
  private static final List<String> SCHEMES = List.of("iso", "cdbin", "nrg", "dmg", "img");

  @TempDir Path folder;

  private CountingHost host(String name, byte[] bytes) throws IOException {
    return new CountingHost(Files.write(folder.resolve(name), bytes), bytes.length);
  }

  private static byte[] udzo() throws IOException {
    byte[] disk = disk(HfsPlusImage.named("v").file("f", "x").bytes());
    return UdifImage.of(disk).as(UdifImage.Stored.ZLIB).bytes();
  }

  /** Puts a volume into a disk with a GPT. */
  private static byte[] disk(byte[] volume) {
    byte[] disk = Arrays.copyOf(new byte[40 * 512], 40 * 512 + volume.length + 40 * 512);
    System.arraycopy(volume, 0, disk, 40 * 512, volume.length);
    int sectors = volume.length / 512;
    return PartitionMap.on(disk).guid(512, "v", 40, 39 + sectors).disk();
  }

  /** Opens an image through every installed provider as the JDK does, but for that of archives. */
  private static void ask(CountingHost host) throws IOException {
    try (FileSystem image = FileSystems.newFileSystem(host.file(), Map.of())) {
      assertThat(image.isOpen(), is(true));
    }
  }

  private static int opensOfArchives(CountingHost host) {
    FileSystemProvider archives =
        FileSystemProvider.installedProviders().stream()
            .filter(provider -> provider.getScheme().equals("jar"))
            .findFirst()
            .orElseThrow();
    assertThrows(Exception.class, () -> archives.newFileSystem(host.file(), Map.of()));
    return host.opens();
  }

  @Test
  void opensTheFileOnceByDiskImages() throws IOException {
    CountingHost host = host("a.dmg", udzo());
    try (FileSystem image = DiskImages.open(host.file())) {
      assertThat(Files.readString(image.getPath("/f")), is("x"));
    }
    assertThat(host.opens(), is(1));
  }

  @Test
  void opensTheFileOnceThroughTheInstalledProviders() throws IOException {
    byte[] image = udzo();
    int archives = opensOfArchives(host("b.dmg", image));
    CountingHost host = host("a.dmg", image);
    ask(host);
    assertThat(host.opens(), is(lessThan(archives + 2)));
  }

  @Test
  void readsNoMoreThroughTheInstalledProvidersThanByDiskImages() throws IOException {
    byte[] bare = HfsPlusImage.named("v").file("f", "x").bytes();
    byte[] iso = IsoImage.named("I").file("/i", "iso").build();
    for (byte[] image : List.of(udzo(), bare, disk(bare), iso)) {
      CountingHost direct = host("a.dmg", image);
      DiskImages.open(direct.file()).close();
      CountingHost archive = host("b.dmg", image);
      opensOfArchives(archive);
      CountingHost asked = host("c.dmg", image);
      ask(asked);
      // The provider of archives is asked first on the class path, last on the module path.
      int once = direct.reads().size();
      assertThat(asked.reads().size(), is(oneOf(once, once + archive.reads().size())));
    }
  }

  @Test
  void readsATextOnceWhicheverProvidersDecline() throws IOException {
    byte[] text = "no image\n".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    CountingHost direct = host("a.txt", text);
    assertThat(ImageDetector.detect(direct.file(), ImageOptions.DEFAULTS, null), is(nullValue()));
    CountingHost archive = host("b.txt", text);
    opensOfArchives(archive);
    CountingHost asked = host("c.txt", text);
    assertThrows(
        ProviderNotFoundException.class, () -> FileSystems.newFileSystem(asked.file(), Map.of()));
    assertThat(
        asked.reads().size(), is(lessThan(direct.reads().size() + archive.reads().size() + 1)));
    assertThat(asked.opens(), is(lessThan(archive.opens() + 2)));
  }

  @Test
  void textsAndPicturesAreNotSearchedForVolumes() throws IOException {
    byte[] text = "no image\n".repeat(1 << 21).getBytes(StandardCharsets.US_ASCII);
    byte[] picture = new byte[16 << 20];
    Arrays.fill(picture, (byte) 1);
    System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 0, picture, 0, 3);
    for (byte[] content : List.of(text, picture)) {
      CountingHost host = host("file", content);
      assertThrows(UnknownFormatException.class, () -> DiskImages.open(host.file()));
      assertThat(host.bytesRead(), is(lessThan(6L << 20)));
    }
  }

  @Test
  void opensAnHfsPlusUdzoByFewReads() throws IOException {
    CountingHost host = host("a.dmg", udzo());
    DiskImages.open(host.file()).close();
    assertThat(host.reads().size(), is(lessThan(60)));
  }

  @Test
  void leavesNothingOpenWhereAProviderIsAskedByItself() throws IOException {
    Path file = Files.write(folder.resolve("a.dmg"), udzo());
    for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
      if (SCHEMES.contains(provider.getScheme()) && !provider.getScheme().equals("dmg")) {
        assertThrows(
            UnsupportedOperationException.class, () -> provider.newFileSystem(file, Map.of()));
      }
    }
    // The file may be another by now.
    IsoImage.named("I").file("/i", "iso").writeTo(file);
    try (FileSystem image = FileSystems.newFileSystem(file)) {
      assertThat(Files.readString(image.getPath("/i")), is("iso"));
    }
  }

  @Test
  void exactlyOneProviderAccepts() throws IOException {
    Path file = Files.write(folder.resolve("a.dmg"), udzo());
    int accepted = 0;
    for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
      if (SCHEMES.contains(provider.getScheme())) {
        try (FileSystem image = provider.newFileSystem(file, Map.of())) {
          assertThat(image.provider().getScheme(), is("dmg"));
          accepted++;
        } catch (UnsupportedOperationException e) {
          // declined
        }
      }
    }
    assertThat(accepted, is(1));
  }
}
