package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ImageFolder;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume whose journal is another file. */
class JournalDeviceTest extends ExtVolumes {
  private static final int BLOCK = 1024;
  private static final byte[] UUID = "a journal's UUID".getBytes(US_ASCII);

  @TempDir Path folder;

  private final byte[] journal = new byte[8 * BLOCK];
  private final List<HostFile> opened = new ArrayList<>();
  private Path image;

  /** Writes a volume, and a journal with one transaction: other content of {@code hello.txt}. */
  @BeforeEach
  void write() throws IOException {
    byte[] volume = ExtImages.contract();
    final int block = find(volume, "Hello".getBytes(US_ASCII)) / BLOCK;
    ByteBuffer fields =
        ByteBuffer.wrap(volume, BLOCK, BLOCK).slice().order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(0x5C, fields.getInt(0x5C) | 4); // has_journal
    fields.putInt(0x60, fields.getInt(0x60) | 4); // needs_recovery
    fields.put(0xD0, UUID);
    image = Files.write(folder.resolve("volume.img"), volume);

    ByteBuffer device =
        ByteBuffer.wrap(journal, BLOCK, BLOCK).slice().order(ByteOrder.LITTLE_ENDIAN);
    device.putShort(0x38, (short) 0xEF53).putInt(0x4C, 1).putInt(0x60, 8).put(0x68, UUID);
    block(2, 4, 0).putInt(BLOCK).putInt(8).putInt(3).putInt(1).putInt(3); // s_blocksize to s_start
    block(3, 1, 1).putInt(block).putInt(8 | 2);
    ByteBuffer.wrap(journal, 4 * BLOCK, BLOCK).put("World".getBytes(US_ASCII));
    block(5, 2, 1);
  }

  private ByteBuffer block(int number, int type, int sequence) {
    ByteBuffer block = ByteBuffer.wrap(journal, number * BLOCK, BLOCK);
    return block.putInt(0xC03B_3998).putInt(type).putInt(sequence);
  }

  private String hello() throws IOException {
    try (FileSystem files = DiskImages.open(image, Map.of())) {
      return Files.readString(files.getPath("/hello.txt"));
    }
  }

  @Test
  void isFoundByItsIdentifierInTheFolderOfTheImage() throws IOException {
    byte[] other = journal.clone();
    other[BLOCK + 0x68] ^= 1;
    Files.write(folder.resolve("a.other"), other);
    Files.write(folder.resolve("b.empty"), new byte[0]);
    Files.createDirectory(folder.resolve("c"));
    Files.write(folder.resolve("d.journal"), journal);
    assertThat(hello(), is("World"));
  }

  /** Opens the volume beside files of which {@code secret} cannot be opened. */
  private Volume volume() throws IOException {
    HostFolder files = HostFiles.folder(folder, false);
    HostFolder guarded =
        new HostFolder() {
          @Override
          public List<String> names(int limit) throws IOException {
            return files.names(limit);
          }

          @Override
          public HostFile open(String name) throws IOException {
            if (name.equals("a.secret")) {
              throw new AccessDeniedException(name);
            }
            HostFile file = files.open(name);
            opened.add(file);
            return file;
          }
        };
    VolumeSource source =
        VolumeSource.of(
            new ArraySource(Files.readAllBytes(image)),
            512,
            new ChunkCache(1 << 20),
            new ImageFolder("volume.img", guarded));
    return new ExtFormat().views(source, ImageOptions.from(Map.of())).get(0).open();
  }

  private void assertClosed() {
    for (HostFile file : opened) {
      assertThrows(
          ClosedChannelException.class, () -> file.read(0, ByteBuffer.allocate(1)), file.name());
    }
  }

  @Test
  void filesThatCannotBeReadArePassedOver() throws IOException {
    Files.write(folder.resolve("a.secret"), new byte[1]);
    Files.write(folder.resolve("b.short"), Arrays.copyOf(journal, BLOCK + 100));
    assertThat(
        assertThrows(IOException.class, this::volume).getMessage(), containsString("a.secret"));
    Files.write(folder.resolve("journal"), journal);
    try (Volume volume = volume()) {
      assertThat(text(volume, "hello.txt"), is("World"));
    }
    assertThat(opened.size(), is(3));
    assertClosed();
  }

  @Test
  void isClosedIfTheVolumeCannotBeOpened() throws IOException {
    block(2, 4, 0).position(2 * BLOCK + 40).putInt(0x4000_0000); // s_feature_incompat
    Files.write(folder.resolve("journal"), journal);
    assertThrows(UnsupportedImageException.class, this::volume);
    block(2, 4, 0).position(2 * BLOCK + 40).putInt(0);
    // The transaction replaces the superblock by a block of another kind.
    ByteBuffer.wrap(journal, 3 * BLOCK + 12, 4).putInt(1);
    Files.write(folder.resolve("journal"), journal);
    assertThrows(MalformedImageException.class, this::volume);
    assertThat(opened.size(), is(2));
    assertClosed();
  }

  @Test
  void isNotLookedForElsewhere() throws IOException {
    Files.write(Files.createDirectory(folder.resolve("inner")).resolve("journal"), journal);
    assertThat(
        assertThrows(UnsupportedImageException.class, this::hello).getMessage(),
        containsString("another device"));
  }

  @Test
  void leavesTheVolumeAsItIsIfDamaged() throws IOException {
    Arrays.fill(journal, 2 * BLOCK, 3 * BLOCK, (byte) 0);
    Files.write(folder.resolve("journal"), journal);
    assertThat(hello(), is("Hello"));
  }
}
