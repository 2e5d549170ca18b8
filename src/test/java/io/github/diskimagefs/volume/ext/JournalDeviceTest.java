package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.ExtImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
