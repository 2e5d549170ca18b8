package io.github.diskimagefs.volume.hfsplus;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeHeadersTest {
  private static final int FIRST = 1024;
  private static final int SIGNATURE = 0;
  private static final int VERSION = 2;
  private static final int BLOCK_SIZE = 40;
  private static final int TOTAL_BLOCKS = 44;
  private static final int CATALOG_EXTENTS = 288;

  private final byte[] image = HfsPlusImage.named("v").file("f", "x").bytes();
  private final int alternate = image.length - 1024;
  private final ByteBuffer bytes = ByteBuffer.wrap(image);

  private static List<VolumeView> views(byte[] image) throws IOException {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
    return new HfsPlusFormat().views(source, ImageOptions.DEFAULTS);
  }

  private static void opens(byte[] image) throws IOException {
    List<VolumeView> views = views(image);
    assertThat(views, hasSize(1));
    try (Volume volume = views.get(0).open()) {
      assertThat(volume.child(volume.root(), "f"), is(notNullValue()));
    }
  }

  @Test
  void theAlternateIsTakenWhereTheFirstIsWipedOut() throws IOException {
    Arrays.fill(image, FIRST, FIRST + 512, (byte) 0);
    opens(image);
  }

  @Test
  void theAlternateIsTakenWhereTheFirstIsNoise() throws IOException {
    Arrays.fill(image, FIRST, FIRST + 512, (byte) 0xA5);
    opens(image);
  }

  @Test
  void theAlternateIsTakenWhereOneFieldOfTheFirstCannotBe() throws IOException {
    for (int field : new int[] {SIGNATURE, VERSION, BLOCK_SIZE, TOTAL_BLOCKS, CATALOG_EXTENTS}) {
      byte[] damaged = image.clone();
      damaged[FIRST + field] ^= 0x40;
      damaged[FIRST + field + 1] ^= 0x40;
      opens(damaged);
    }
  }

  @Test
  void theAlternateIsTakenWhereTheFirstNamesACatalogueThatIsNone() throws IOException {
    bytes.putInt(FIRST + CATALOG_EXTENTS, 1);
    opens(image);
  }

  @Test
  void theFirstIsTakenWhateverTheAlternateSays() throws IOException {
    bytes.putInt(alternate + CATALOG_EXTENTS, 1);
    opens(image);
    Arrays.fill(image, alternate, alternate + 512, (byte) 0);
    opens(image);
  }

  @Test
  void theFirstIsReportedWhereBothAreDamaged() throws IOException {
    bytes.putInt(FIRST + BLOCK_SIZE, 0);
    bytes.putInt(alternate + BLOCK_SIZE, 0);
    VolumeView view = views(image).get(0);
    assertThrows(MalformedImageException.class, view::open);
  }

  @Test
  void anAlternateOfAVolumeThatBeginsElsewhereIsNotTaken() throws IOException {
    Arrays.fill(image, FIRST, FIRST + 512, (byte) 0);
    byte[] disk = new byte[image.length + 4096];
    System.arraycopy(image, 0, disk, 4096, image.length);
    assertThat(views(disk), is(empty()));
  }

  @Test
  void theJournalIsReplayedByTheAlternate() throws IOException {
    byte[] pending = HfsPlusImage.named("v").file("f", "old").pendingWrite("f", "new").bytes();
    Arrays.fill(pending, FIRST, FIRST + 512, (byte) 0);
    try (Volume volume = views(pending).get(0).open()) {
      ByteSource content = volume.open(volume.child(volume.root(), "f"));
      byte[] text = new byte[3];
      content.readFully(0, ByteBuffer.wrap(text));
      assertThat(text, is(new byte[] {'n', 'e', 'w'}));
    }
  }

  @Test
  void anImageFileIsRecognisedByTheAlternate() throws IOException {
    Arrays.fill(image, FIRST, FIRST + 512, (byte) 0xA5);
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(host.getPath("/disk.dmg"), image);
      try (FileSystem disk = DiskImages.open(file, Map.of())) {
        assertThat(Files.readString(disk.getPath("/f")), is("x"));
      }
    }
  }
}
