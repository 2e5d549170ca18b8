package io.github.diskimagefs.volume.erofs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.image.LinuxTree;
import io.github.diskimagefs.image.Resources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes with chunks on a second device. */
class ErofsDevicesTest {
  private static final int TAG_BYTES = 64;

  @TempDir Path folder;

  private final byte[] image = Resources.unpacked("erofs/chunks.erofs");
  private final byte[] blob = Resources.unpacked("erofs/chunks.blob");

  private int table() {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getShort(1024 + 0x58) * 128;
  }

  private void readsAll(Path file) throws IOException {
    try (FileSystem shown = DiskImages.open(file, Map.of())) {
      for (Map.Entry<String, byte[]> each : LinuxTree.files().entrySet()) {
        assertThat(
            each.getKey(),
            Files.readAllBytes(shown.getPath(each.getKey())),
            equalTo(each.getValue()));
      }
    }
  }

  @Test
  void aFileOfTheSameNameWithAnotherExtensionIsTheDevice() throws IOException {
    Path file = Files.write(folder.resolve("chunks.erofs"), image);
    Files.write(folder.resolve("chunks.txt"), new byte[100]);
    Files.write(folder.resolve("other.blob"), blob);
    Files.write(folder.resolve("chunks.blob"), blob);
    readsAll(file);
  }

  @Test
  void theSizeOfTheDeviceMayBeLeftOut() throws IOException {
    ByteBuffer.wrap(image).putInt(table() + TAG_BYTES, 0); // blocks_lo
    Path file = Files.write(folder.resolve("chunks.erofs"), image);
    Files.write(folder.resolve("other.blob"), blob);
    Files.write(folder.resolve("chunks.blob"), blob);
    readsAll(file);
    Files.write(folder.resolve("chunks.other"), blob);
    assertThrows(IOException.class, () -> readsAll(file));
  }

  @Test
  void aTagMayBeTheNameOfTheDevice() throws IOException {
    byte[] tag = "layer-1".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(tag, 0, image, table(), tag.length);
    Files.write(folder.resolve("layer-1"), blob);
    readsAll(Files.write(folder.resolve("image.erofs"), image));
  }

  @Test
  void aTagNeverLeavesTheFolder() throws IOException {
    byte[] tag = "../chunks".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(tag, 0, image, table(), tag.length);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.write(folder.resolve("chunks"), blob);
    Path file = Files.write(inner.resolve("image.erofs"), image);
    assertThrows(IOException.class, () -> readsAll(file));
  }

  @Test
  void blocksOfADeviceMayHaveAPlaceAfterThoseOfTheImage() throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int start = 1000;
    fields.putInt(table() + TAG_BYTES + 4, start); // uniaddr_lo
    Files.write(folder.resolve("chunks.blob"), blob);
    readsAll(Files.write(folder.resolve("chunks.erofs"), image));
    DeviceSpace space =
        DeviceSpace.of(
            new ArraySource(image),
            Arrays.asList(
                new ErofsDevices.Device("first", 3, start, null),
                new ErofsDevices.Device("second", 0, 0, null)),
            12);
    assertThat(space.size(), is((start + 3L) << 12));
    ByteBuffer bytes = ByteBuffer.allocate(4);
    space.readFully(1024, bytes);
    assertThat(bytes.get(0), is((byte) 0xE2));
    assertThrows(IOException.class, () -> space.readFully((long) start << 12, bytes.clear()));
    assertThrows(IOException.class, () -> space.readFully(900L << 12, bytes.clear()));
  }

  @Test
  void chunksOfTheDeviceAreMappedFromItsFile() throws IOException {
    Files.write(folder.resolve("chunks.blob"), blob);
    Path file = Files.write(folder.resolve("chunks.erofs"), image);
    try (FileSystem shown = DiskImages.open(file, Map.of());
        FileChannel channel = FileChannel.open(shown.getPath("/noise"))) {
      byte[] expected = LinuxTree.files().get("/noise");
      byte[] mapped = new byte[expected.length];
      channel.map(FileChannel.MapMode.READ_ONLY, 0, expected.length).get(mapped);
      assertThat(mapped, equalTo(expected));
    }
  }
}
