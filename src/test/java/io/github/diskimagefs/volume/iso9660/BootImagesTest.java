package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootImagesTest {
  private static final int SECTOR = 2048;

  @Test
  void aFileHasItsOwnSizeWhateverTheFirmwareLoads() throws IOException {
    assertThat(size(3000, 4), is(3000L));
    assertThat(size(3000, 8), is(3000L));
  }

  @Test
  void whatIsLoadedBeyondTheFileBelongsToTheImage() throws IOException {
    assertThat(size(3000, 12), is(6144L));
  }

  @Test
  void aHardDiskEndsWithItsPartitionsUnlessTheFileIsLonger() throws IOException {
    byte[] disk = new byte[20 * 512];
    ByteBuffer record = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    record.put(450, (byte) 6).putInt(454, 2).putInt(458, 10).putShort(510, (short) 0xAA55);
    assertThat(size(disk, 4, 1), is(20 * 512L));
    record.putInt(458, 30);
    assertThat(size(disk, 4, 1), is(32 * 512L));
  }

  private static long size(int file, int sectors) throws IOException {
    return size(new byte[file], 0, sectors);
  }

  /** Size of the boot image that a file is, where the catalog tells so many sectors of 512. */
  private static long size(byte[] file, int media, int sectors) throws IOException {
    byte[] image = IsoImage.named("B").file("/boot.bin", file).build();
    int catalog = image.length / SECTOR;
    image = Arrays.copyOf(image, image.length + 8 * SECTOR);
    VolumeSource source = VolumeSource.of(new ArraySource(image), SECTOR, new ChunkCache(1 << 20));
    IsoVolume volume =
        (IsoVolume) new Iso9660Format().views(source, ImageOptions.DEFAULTS).get(0).open();
    IsoNode node = (IsoNode) volume.child(volume.root(), "boot.bin");

    ByteBuffer entry = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(catalog * SECTOR, (byte) 1).putShort(catalog * SECTOR + 30, (short) 0xAA55);
    entry.put(catalog * SECTOR + 32, (byte) 0x88).put(catalog * SECTOR + 33, (byte) media);
    entry.putShort(catalog * SECTOR + 38, (short) sectors);
    entry.putInt(catalog * SECTOR + 40, (int) (node.extent() / SECTOR));
    ByteBuffer boot = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    boot.putInt(71, catalog);
    Struct record = Struct.of("boot", boot.array(), 0, ByteOrder.LITTLE_ENDIAN);
    return new BootImages(new ArraySource(image), volume).read(record).get(0).content().size();
  }
}
