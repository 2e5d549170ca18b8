package io.github.diskimagefs.container.sparse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
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
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.EncryptedImage;
import io.github.diskimagefs.image.HfsPlusImage;
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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparseTest {
  private static final int BAND = 4096;

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
    return Arrays.copyOfRange(disk, index * BAND, Math.min(disk.length, (index + 1) * BAND));
  }

  private int bands() {
    return (disk.length + BAND - 1) / BAND;
  }

  private static boolean zeros(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** Bands in reverse order, those of zeros left out; a second node lists what the first cannot. */
  private byte[] sparseImage() {
    List<Integer> stored = new ArrayList<>();
    for (int i = bands() - 1; i >= 0; i--) {
      if (!zeros(band(i))) {
        stored.add(i);
      }
    }
    ByteBuffer image = ByteBuffer.allocate((stored.size() + 1) * BAND);
    image.put("sprs".getBytes(US_ASCII)).putInt(3).putInt(BAND / 512).putInt(1);
    image.putInt(disk.length / 512);
    for (int slot = 0; slot < stored.size(); slot++) {
      image.putInt(64 + 4 * slot, stored.get(slot) + 1);
      image.put((slot + 1) * BAND, band(stored.get(slot)));
    }
    return image.array();
  }

  private Path sparseBundle() throws IOException {
    Path bundle = host.getPath("a.sparsebundle").toAbsolutePath();
    Files.createDirectories(bundle.resolve("bands"));
    Files.writeString(
        bundle.resolve("Info.plist"),
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict>"
            + "<key>band-size</key><integer>4096</integer>"
            + "<key>diskimage-bundle-type</key><string>com.apple.diskimage.sparsebundle</string>"
            + "<key>size</key><integer>"
            + disk.length
            + "</integer></dict></plist>");
    for (int i = 0; i < bands(); i++) {
      byte[] band = band(i);
      int length = band.length;
      while (length > 0 && band[length - 1] == 0) {
        length--;
      }
      if (length > 0) {
        Files.write(bundle.resolve("bands/" + Integer.toHexString(i)), Arrays.copyOf(band, length));
      }
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
  void aBandBehindTheEndOfTheFileIsMalformed() throws IOException {
    byte[] image = sparseImage();
    Path cut = Files.write(host.getPath("a"), Arrays.copyOf(image, image.length / 2));
    assertThrows(MalformedImageException.class, () -> DiskImages.open(cut));
  }

  @Test
  void readsSparseBundles() throws IOException {
    shows(sparseBundle());
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
        assertThat(folder.open(), is(SparseBundle.MAX_OPEN_FILES));
      }
      assertThat(folder.open(), lessThan(bands()));
    }
    assertThat(folder.open(), is(0));
  }

  /** Counts the channels that are open. */
  private static final class CountingFolder implements HostFolder {
    private final Path folder;
    private final List<FileChannel> channels = new ArrayList<>();

    CountingFolder(Path folder) {
      this.folder = folder;
    }

    int open() {
      channels.removeIf(channel -> !channel.isOpen());
      return channels.size();
    }

    @Override
    public List<String> names(int limit) {
      return List.of();
    }

    @Override
    public HostFile open(String name) throws IOException {
      Path file = folder.resolve(name);
      return Files.exists(file) ? new HostFile(name, () -> channel(file), false) : null;
    }

    private FileChannel channel(Path file) throws IOException {
      FileChannel channel = FileChannel.open(file);
      channels.add(channel);
      return channel;
    }
  }
}
