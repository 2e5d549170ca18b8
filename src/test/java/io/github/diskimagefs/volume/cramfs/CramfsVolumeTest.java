package io.github.diskimagefs.volume.cramfs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.LinuxTree;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that mkfs.cramfs made, and the same with fields changed. */
class CramfsVolumeTest {
  private static final long PLAIN = 1L << 31;
  private static final long DIRECT = 1L << 30;

  private static Volume open(byte[] image) throws IOException {
    return Volumes.open(new CramfsFormat(), image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"little", "big", "holes"})
  void readsTheFilesOfBothByteOrders(String name) throws IOException {
    Volume volume = open(Resources.unpacked("cramfs/" + name + ".cramfs"));
    for (Map.Entry<String, byte[]> file : LinuxTree.files().entrySet()) {
      ByteSource content = volume.open(Volumes.find(volume, file.getKey()));
      content.prefetch(0, content.size());
      ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
      content.readFully(0, bytes);
      assertThat(file.getKey(), bytes.array(), equalTo(file.getValue()));
    }
    assertThat(volume.checkStructures(), is("checksum of the volume"));
  }

  @Test
  void showsModesDevicesAndLinks() throws IOException {
    Volume volume = open(Resources.unpacked("cramfs/big.cramfs"));
    assertThat(volume.label(), is("Features"));
    assertThat(volume.properties().get("byte order"), is("big-endian"));
    assertThat(Volumes.find(volume, "/small").unix().mode(), is(0100755));
    assertThat(Volumes.find(volume, "/chr").unix().rdev(), is(0x501L));
    assertThat(Volumes.find(volume, "/fifo").kind(), is(Node.Kind.OTHER));
    assertThat(volume.target(Volumes.find(volume, "/link")), is("small"));
    assertThat(Volumes.find(volume, "/small").modified(), is(Node.UNKNOWN_TIME));
    assertThat(Volumes.find(volume, "/missing"), is(nullValue()));
  }

  @Test
  void aWrongChecksumIsAnErrorUnderVerificationAlone() throws IOException {
    byte[] image = Resources.unpacked("cramfs/contract.cramfs");
    image[50] ^= 1;
    assertThat(Volumes.text(open(image), "/hello.txt"), is("Hello"));
    assertThrows(MalformedImageException.class, () -> open(image).checkStructures());
    assertThrows(
        MalformedImageException.class,
        () -> Volumes.open(new CramfsFormat(), image, Map.of("verify", "true")));
  }

  @Test
  void volumesOfTheFirstVersionHaveNoChecksum() throws IOException {
    byte[] image = Resources.unpacked("cramfs/contract.cramfs");
    ByteBuffer fields = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(4, 65_536).putInt(8, 0).putInt(32, 0);
    Volume volume = open(image);
    assertThat(volume.checkStructures(), is(nullValue()));
    assertThat(volume.size(), is((long) image.length));
    assertThat(Volumes.text(volume, "/hello.txt"), is("Hello"));
  }

  @Test
  void unknownFlagsAreRefused() {
    byte[] image = Resources.unpacked("cramfs/contract.cramfs");
    image[9] |= 0x10;
    UnsupportedImageException error =
        assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(error.feature(), containsString("cramfs with flags 0x1"));
  }

  /** A volume with one file of 5 blocks, each by another kind of pointer. */
  private static byte[] extended(ByteOrder order, byte[] content) {
    byte[] image = new byte[32_768];
    ByteBuffer fields = ByteBuffer.wrap(image).order(order);
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    fields.putInt(0, 0x28CD_3D45).putInt(4, image.length).putInt(8, 0x801 | 0x400);
    int directory = 200;
    int file = 400;
    inode(fields, 64, 0040755, 16, 0, directory, little);
    inode(fields, directory, 0100644, content.length, 4, file, little);
    image[directory + 12] = 'f';
    int data = file + 5 * 4;
    byte[] first = deflated(content, 0);
    put(image, data, first);
    fields.putInt(file, data + first.length); // a compressed block
    put(image, 8192, Arrays.copyOfRange(content, 4096, 8192));
    fields.putInt(file + 4, (int) (8192 >> 2 | PLAIN | DIRECT));
    put(image, 12_288, Arrays.copyOfRange(content, 8192, 12_288));
    fields.putInt(file + 8, (int) ((12_288 + 4096) | PLAIN)); // follows the one before
    byte[] fourth = deflated(content, 3);
    fields.putShort(20_000, (short) fourth.length);
    put(image, 20_002, fourth);
    fields.putInt(file + 12, (int) (20_000 >> 2 | DIRECT));
    byte[] last = deflated(content, 4);
    put(image, 20_002 + fourth.length, last);
    fields.putInt(file + 16, 20_002 + fourth.length + last.length);
    return image;
  }

  private static void inode(
      ByteBuffer fields, int at, int mode, int size, int nameLength, int offset, boolean little) {
    fields.putShort(at, (short) mode);
    fields.putInt(at + 4, little ? size : size << 8);
    int names = nameLength / 4;
    int words = offset / 4;
    fields.putInt(at + 8, little ? names | words << 6 : names << 26 | words);
  }

  private static void put(byte[] image, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, image, at, bytes.length);
  }

  private static byte[] deflated(byte[] content, int block) {
    Deflater deflater = new Deflater();
    int start = block * 4096;
    deflater.setInput(content, start, Math.min(4096, content.length - start));
    deflater.finish();
    byte[] out = new byte[8192];
    return Arrays.copyOf(out, deflater.deflate(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void readsExtendedBlockPointers(String name) throws IOException {
    ByteOrder order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] content = Arrays.copyOf(LinuxTree.files().get("/numbers"), 4 * 4096 + 100);
    Volume volume = open(extended(order, content));
    assertThat(Volumes.read(volume, "/f"), equalTo(content));
  }

  @Test
  void directoriesPastTheEndAreAnError() throws IOException {
    byte[] image = Resources.unpacked("cramfs/contract.cramfs");
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(68, 0xFF_FFFF);
    Volume volume = open(image);
    assertThrows(MalformedImageException.class, () -> Volumes.names(volume, "/"));
  }
}
