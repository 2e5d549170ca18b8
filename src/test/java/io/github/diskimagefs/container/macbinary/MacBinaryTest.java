package io.github.diskimagefs.container.macbinary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.DiskCopyImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.MacFile;
import io.github.diskimagefs.image.NdifImage;
import io.github.diskimagefs.image.TwoImgImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in MacBinary, AppleSingle and AppleDouble; NDIF and 2IMG in and without them. */
class MacBinaryTest {
  private static final byte[] DISK = disk();

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  /** Noise, text and zeros. */
  private static byte[] disk() {
    byte[] noise = new byte[60_000];
    new Random(1).nextBytes(noise);
    byte[] volume =
        HfsPlusImage.named("Demo")
            .file("f", "content")
            .file("noise", noise)
            .file("zeros", new byte[100_000])
            .bytes();
    return Arrays.copyOf(volume, (volume.length + 511) / 512 * 512);
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(String name, byte[] image) throws IOException {
    return Files.write(host.getPath("/" + name), image);
  }

  private static void opens(Path image, String scheme, String format) throws IOException {
    assertThat(DiskImages.describe(image).format(), is(format));
    try (FileSystem shown = FileSystems.newFileSystem(image)) {
      assertThat(shown.provider().getScheme(), is(scheme));
      assertThat(Files.readString(shown.getPath("/f")), is("content"));
      for (Path path : List.of(shown.getPath("/noise"), shown.getPath("/zeros"))) {
        if (Files.exists(path)) {
          assertThat(Files.readAllBytes(path).length, is((int) Files.size(path)));
        }
      }
    }
    assertThat(DiskImages.verify(image, Map.of()).status(), is(VerifyStatus.VALID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theDataForkIsTheImage(int version) throws IOException {
    MacFile file = MacFile.named("Floppy.image").data(DiskCopyImage.of(DISK, true));
    opens(write("a.bin", file.macBinary(version)), "dmg", "MacBinary Disk Copy 4.2");
    file.data(TwoImgImage.of(DISK)).resource(new byte[300]);
    opens(write("b", file.macBinary(version)), "dmg", "MacBinary 2IMG");
    file.data(UdifImage.of(DISK).bytes());
    opens(write("c.dmg.bin", file.macBinary(version)), "dmg", "MacBinary UDIF");
    byte[] iso = IsoImage.named("DEMO").file("/f", "content").build();
    opens(write("d.bin", MacFile.named("cd").data(iso).macBinary(version)), "iso", "MacBinary raw");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void ndifNeedsTheResourceFork(int version) throws IOException {
    for (int[] types : new int[][] {{0x83}, {2}, {0x83, 2}}) {
      MacFile file = NdifImage.of(DISK).types(types).file("Floppy.img");
      opens(write("a.img.bin", file.macBinary(version)), "dmg", "MacBinary NDIF");
    }
  }

  @Test
  void appleSingleAndAppleDoubleKeepBothForks() throws IOException {
    MacFile file = NdifImage.of(DISK).file("Floppy.img");
    opens(write("single.as", file.appleSingle()), "dmg", "AppleSingle NDIF");
    byte[] macBinary = file.macBinary(1);
    int length = ByteBuffer.wrap(macBinary).getInt(83);
    Path image = write("Floppy.img", Arrays.copyOfRange(macBinary, 128, 128 + length));
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(image));
    write("._Floppy.img", file.appleDouble());
    opens(image, "dmg", "AppleDouble NDIF");
  }

  @Test
  void theMacintoshFileIsDescribed() throws IOException {
    MacFile file = NdifImage.of(DISK).file("Floppy.img");
    String text = ImageInfoText.of(DiskImages.describe(write("a", file.macBinary(2))));
    assertThat(text, containsString("Floppy.img"));
    assertThat(text, containsString("dImgdCpy"));
  }

  @Test
  void otherFilesInMacBinaryAreNoImages() throws IOException {
    byte[] text = MacFile.named("letter").data(new byte[] {'a', 'b'}).macBinary(2);
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(write("a.bin", text)));
    byte[] twice =
        MacFile.named("b")
            .data(MacFile.named("a").data(DiskCopyImage.of(DISK, false)).macBinary(2))
            .macBinary(2);
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(write("b.bin", twice)));
    byte[] wrongSum = MacFile.named("c").data(DiskCopyImage.of(DISK, false)).macBinary(2);
    wrongSum[3] ^= 1;
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(write("c.bin", wrongSum)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x81, 0x82, 0xF0, 0x42})
  void otherEncodingsOfNdifAreNamed(int type) throws IOException {
    Path image = write("a.bin", NdifImage.of(DISK).types(2, type).file("a").macBinary(2));
    IOException thrown =
        assertThrows(UnsupportedImageException.class, () -> DiskImages.open(image));
    String name =
        switch (type) {
          case 0x80 -> "KenCode";
          case 0x81 -> "RLE";
          case 0x82 -> "LZH";
          case 0xF0 -> "StuffIt";
          default -> "42";
        };
    assertThat(thrown.getMessage(), containsString(name));
  }

  @Test
  void ordersOf2ImgOtherThanThatOfBlocksAreNamed() throws IOException {
    byte[] image = TwoImgImage.of(DISK);
    image[12] = 0;
    IOException dos =
        assertThrows(UnsupportedImageException.class, () -> DiskImages.open(write("a.2mg", image)));
    assertThat(dos.getMessage(), containsString("DOS 3.3"));
    image[12] = 2;
    assertThrows(UnsupportedImageException.class, () -> DiskImages.open(write("a.2mg", image)));
  }

  @Test
  void theBlocksOf2ImgCountWhereTheLengthIsWrong() throws IOException {
    for (int length : new int[] {0, DISK.length << 1, -1}) {
      byte[] image = TwoImgImage.of(DISK);
      for (int i = 0; i < 4; i++) {
        image[28 + i] = (byte) (length >> (8 * i));
      }
      opens(write("a.2mg", image), "dmg", "2IMG");
    }
    byte[] cut = Arrays.copyOf(TwoImgImage.of(DISK), 5000);
    assertThrows(MalformedImageException.class, () -> DiskImages.open(write("b.2mg", cut)));
  }

  @Test
  void damageEndsInIoExceptionsOnly() throws IOException {
    Random random = new Random(3);
    byte[][] images = {
      NdifImage.of(DISK).types(0x83, 2).file("a").appleSingle(), TwoImgImage.of(DISK)
    };
    for (int round = 0; round < 1000; round++) {
      byte[] damaged = images[round % 2].clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(round % 3 == 0 ? damaged.length : 2048);
        damaged[at] = (byte) random.nextInt();
      }
      try (FileSystem shown = DiskImages.open(write("x", damaged))) {
        Files.readAllBytes(shown.getPath("/noise"));
      } catch (IOException e) {
        assertThat(e.getMessage(), e.getMessage() != null);
      }
    }
  }
}
