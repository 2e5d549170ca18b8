package io.github.diskimagefs.container.sparse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.EncryptedImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.SparseDisk;
import io.github.diskimagefs.image.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseTest {
  private static final int BAND = SparseDisk.BAND;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final byte[] content = content();
  private final byte[] disk = HfsPlusImage.named("Sparse").file("f", content).bytes();

  /** Noise with a hole of zeros in it. */
  private static byte[] content() {
    byte[] content = new byte[100 * BAND];
    new Random(1).nextBytes(content);
    Arrays.fill(content, 20 * BAND, 50 * BAND, (byte) 0);
    return content;
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private byte[] band(int index) {
    return SparseDisk.of(disk).band(index);
  }

  private int bands() {
    return SparseDisk.of(disk).bands();
  }

  private byte[] sparseImage() {
    return SparseDisk.of(disk).image();
  }

  private Path sparseBundle() throws IOException {
    Path bundle = host.getPath("a.sparsebundle").toAbsolutePath();
    Files.createDirectories(bundle.resolve("bands"));
    for (Map.Entry<String, byte[]> file : SparseDisk.of(disk).bundle().entrySet()) {
      Files.write(bundle.resolve(file.getKey()), file.getValue());
    }
    return bundle;
  }

  private void shows(Path image) throws IOException {
    try (FileSystem shown = FileSystems.newFileSystem(image)) {
      assertThat(Files.readAllBytes(shown.getPath("f")), is(content));
    }
  }

  @Test
  void readsSparseImages() throws IOException {
    shows(Files.write(host.getPath("a.sparseimage"), sparseImage()));
  }

  @Test
  void readsSparseImagesOfSeveralIndexNodes() throws IOException {
    byte[] noise = new byte[2500 * BAND];
    new Random(2).nextBytes(noise);
    byte[] volume = HfsPlusImage.named("Sparse").file("f", noise).bytes();
    Path image = Files.write(host.getPath("b.sparseimage"), SparseDisk.of(volume).image());
    try (FileSystem shown = FileSystems.newFileSystem(image)) {
      assertThat(Arrays.equals(Files.readAllBytes(shown.getPath("f")), noise), is(true));
    }
  }

  @Test
  void aBandAfterTheEndOfTheFileIsMalformed() throws IOException {
    byte[] image = sparseImage();
    Path cut = Files.write(host.getPath("a"), Arrays.copyOf(image, image.length / 2));
    assertThrows(MalformedImageException.class, () -> DiskImages.open(cut));
  }

  @Test
  void readsSparseBundles() throws IOException {
    shows(sparseBundle());
  }

  private void rename(Path bundle, UnaryOperator<String> rename) throws IOException {
    for (Path folder : List.of(bundle.resolve("bands"), bundle)) {
      List<Path> entries;
      try (Stream<Path> list = Files.list(folder)) {
        entries = list.toList();
      }
      for (Path entry : entries) {
        Files.move(entry, folder.resolve(rename.apply(entry.getFileName().toString())));
      }
    }
  }

  @Test
  void namesMayBeInUpperCase() throws IOException {
    Path bundle = sparseBundle();
    rename(bundle, name -> name.toUpperCase(Locale.ROOT));
    shows(bundle);
    shows(Files.move(bundle, host.getPath("/A.SPA"))); // cut to three letters as well
  }

  @Test
  void anEncryptedBundleMayBeInUpperCase() throws IOException {
    Path bundle = encryptedBundle();
    rename(bundle, name -> name.toUpperCase(Locale.ROOT));
    try (FileSystem image = DiskImages.open(bundle, Map.of("password", "secret"))) {
      assertThat(Arrays.equals(Files.readAllBytes(image.getPath("/f")), content), is(true));
    }
  }

  @Test
  void readsBundlesEncryptedByVersion1() throws IOException {
    Path bundle = sparseBundle();
    EncryptedImage keys = EncryptedImage.of(new byte[0]).password("secret").aes(256);
    Files.write(bundle.resolve("token"), keys.tokenOfVersion1());
    for (int i = 0; i < bands(); i++) {
      Path band = bundle.resolve("bands").resolve(Integer.toHexString(i));
      if (Files.exists(band)) {
        byte[] whole = Arrays.copyOf(Files.readAllBytes(band), BAND);
        Files.write(band, EncryptedImage.of(whole).aes(256).data());
      }
    }
    try (FileSystem image = DiskImages.open(bundle, Map.of("password", "secret"))) {
      assertThat(Arrays.equals(Files.readAllBytes(image.getPath("/f")), content), is(true));
    }
    assertThrows(AccessDeniedException.class, () -> DiskImages.open(bundle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<plist><dict><key>band-size",
        "<plist><dict><key>band-size</key><integer>0</integer>"
            + "<key>size</key><integer>0</integer></dict></plist>",
        "bplist00"
      })
  void theCopyStandsInForABrokenPropertyList(String broken) throws IOException {
    Path bundle = sparseBundle();
    Files.copy(bundle.resolve("Info.plist"), bundle.resolve("Info.bckup"));
    Files.writeString(bundle.resolve("Info.plist"), broken);
    shows(bundle);
    Files.delete(bundle.resolve("Info.plist"));
    shows(bundle);
  }

  @Test
  void aBrokenPropertyListWithoutACopyIsNamed() throws IOException {
    Path bundle = sparseBundle();
    Files.writeString(bundle.resolve("Info.plist"), "");
    IOException thrown = assertThrows(MalformedImageException.class, () -> DiskImages.open(bundle));
    assertThat(thrown.getMessage(), containsString("Info.plist"));
    Files.delete(bundle.resolve("Info.plist"));
    assertThrows(MalformedImageException.class, () -> DiskImages.open(bundle));
  }

  @Test
  void aBundleWithoutBandsIsNoDiskOfZeros() throws IOException {
    Path bundle = sparseBundle();
    for (int i = 0; i < bands(); i++) {
      Files.deleteIfExists(bundle.resolve("bands").resolve(Integer.toHexString(i)));
    }
    for (int round = 0; round < 2; round++) {
      IOException thrown =
          assertThrows(MalformedImageException.class, () -> DiskImages.open(bundle));
      assertThat(thrown.getMessage(), containsString("bands"));
      Files.deleteIfExists(bundle.resolve("bands"));
    }
  }

  @Test
  void bandsAreOpenedByManyThreadsAtOnce() throws Exception {
    CountingFolder folder = new CountingFolder(sparseBundle());
    CountDownLatch both = new CountDownLatch(2);
    folder.beforeOpen = both;
    ImageFile file = new ImageFile("a", null, folder, new ChunkCache(1 << 20));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Container sparse = new SparseBundleFormat().open(file, TestContext.of(Map.of()))) {
      ByteSource shown = TestContext.disk(sparse);
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(
            threads.submit(
                () -> {
                  byte[] band = new byte[BAND];
                  shown.readFully(0, ByteBuffer.wrap(band));
                  return band;
                }));
      }
      for (Future<byte[]> result : results) {
        assertThat(result.get(), is(band(0)));
      }
    } finally {
      threads.shutdown();
    }
    assertThat(folder.open(), is(0));
  }

  /** Each band is encrypted on its own; the token is the header of an image of no data. */
  private Path encryptedBundle() throws IOException {
    Path bundle = sparseBundle();
    Files.write(bundle.resolve("token"), encrypt(new byte[0]).bytes());
    for (int i = 0; i < bands(); i++) {
      Path band = bundle.resolve("bands").resolve(Integer.toHexString(i));
      if (Files.exists(band)) {
        Files.write(band, encrypt(Files.readAllBytes(band)).data());
      }
    }
    return bundle;
  }

  private static EncryptedImage encrypt(byte[] plain) {
    return EncryptedImage.of(plain).password("secret").blocks(512);
  }

  @Test
  void readsEncryptedBundles() throws IOException {
    Map<String, ?> env = Map.of("password", "secret");
    Path bundle = encryptedBundle();
    try (FileSystem image = DiskImages.open(bundle, env)) {
      assertThat(Arrays.equals(Files.readAllBytes(image.getPath("/f")), content), is(true));
    }
    assertThat(
        DiskImages.describe(bundle, env).properties().get("encryption"), is("AES-128, encrcdsa"));
  }

  @Test
  void anEncryptedBundleNeedsItsPassword() throws IOException {
    Path bundle = encryptedBundle();
    assertThrows(AccessDeniedException.class, () -> DiskImages.open(bundle));
    assertThrows(
        AccessDeniedException.class, () -> DiskImages.open(bundle, Map.of("password", "wrong")));
  }

  @Test
  void keepsFewBandsOpen() throws IOException {
    Path bundle = sparseBundle();
    CountingFolder folder = new CountingFolder(bundle);
    ImageFile file = new ImageFile("a", null, folder, new ChunkCache(1 << 20));
    try (Container sparse = new SparseBundleFormat().open(file, TestContext.of(Map.of()))) {
      ByteSource shown = TestContext.disk(sparse);
      byte[] bytes = new byte[disk.length];
      for (int round = 0; round < 2; round++) {
        shown.readFully(0, ByteBuffer.wrap(bytes));
        assertThat(Arrays.equals(bytes, disk), is(true));
        assertThat(folder.open(), is(OpenBands.MAX_OPEN_FILES));
      }
      assertThat(folder.open(), lessThan(bands()));
    }
    assertThat(folder.open(), is(0));
  }

  /** Counts the channels that are open. */
  private static final class CountingFolder implements HostFolder {
    private final Path folder;
    private final List<FileChannel> channels;

    /** Each thread waits for the others before it opens a band; null if it does not. */
    private CountDownLatch beforeOpen;

    CountingFolder(Path folder) {
      this(folder, new ArrayList<>());
    }

    private CountingFolder(Path folder, List<FileChannel> channels) {
      this.folder = folder;
      this.channels = channels;
    }

    int open() {
      synchronized (channels) {
        channels.removeIf(channel -> !channel.isOpen());
        return channels.size();
      }
    }

    @Override
    public List<String> names(int limit) throws IOException {
      return HostFiles.folder(folder, false).names(limit);
    }

    @Override
    public HostFolder folder(String name) {
      CountingFolder child = new CountingFolder(folder.resolve(name), channels);
      child.beforeOpen = beforeOpen;
      return child;
    }

    @Override
    public HostFile open(String name) throws IOException {
      Path file = folder.resolve(name);
      if (beforeOpen != null && name.equals("0")) {
        beforeOpen.countDown();
        try {
          assertThat(beforeOpen.await(30, TimeUnit.SECONDS), is(true));
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return Files.exists(file) ? new HostFile(name, () -> channel(file), false) : null;
    }

    private FileChannel channel(Path file) throws IOException {
      FileChannel channel = FileChannel.open(file);
      synchronized (channels) {
        channels.add(channel);
      }
      return channel;
    }
  }
}
