package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootCatalogTest {
  private final ByteBuffer image = ByteBuffer.allocate(3 * 2048).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void theInitialEntryHasThePlatformOfTheValidationEntry() throws IOException {
    validation(0);
    entry(0x88, 2, 1, 40);
    assertThat(read(), contains(new BootCatalog.Entry(0, true, 2, 1, 40)));
  }

  @Test
  void sectionsHaveTheirOwn() throws IOException {
    validation(0);
    entry(0x88, 0, 4, 40);
    header(0x90, 0xEF, 1);
    entry(0x88, 0, 0, 50);
    header(0x91, 2, 2);
    entry(0, 0, 8, 60);
    extension();
    entry(0x88, 4, 1, 70);
    entry(0x88, 0, 9, 99);

    List<BootCatalog.Entry> entries = read();
    assertThat(
        entries.stream().map(BootCatalog.Entry::block).toList(), contains(40L, 50L, 60L, 70L));
    assertThat(entries.get(1).platformName(), is("EFI"));
    assertThat(entries.get(2).bootable(), is(false));
    assertThat(entries.get(3).platformName(), is("Mac"));
  }

  @Test
  void aCatalogThatEndsEarlyEndsWell() throws IOException {
    validation(0);
    entry(0x88, 0, 4, 40);
    header(0x90, 0xEF, 0xFFFF);
    assertThat(read().isEmpty(), is(false));
  }

  @Test
  void withoutAHeaderNothingFollows() throws IOException {
    validation(0xEF);
    entry(0x88, 0, 4, 40);
    assertThat(read(), hasSize(1));
  }

  @Test
  void withoutAValidationEntryItIsBroken() {
    assertThrows(MalformedImageException.class, this::read);
  }

  private void validation(int platform) {
    image.position(2048);
    image.put((byte) 1).put((byte) platform).position(2048 + 30);
    image.put((byte) 0x55).put((byte) 0xAA);
  }

  private void entry(int indicator, int media, int sectors, int block) {
    int at = image.position();
    image.put((byte) indicator).put((byte) media).position(at + 6);
    image.putShort((short) sectors).putInt(block).position(at + 32);
  }

  private void header(int id, int platform, int count) {
    int at = image.position();
    image.put((byte) id).put((byte) platform).putShort((short) count).position(at + 32);
  }

  private void extension() {
    image.put((byte) 0x44).position(image.position() + 31);
  }

  private List<BootCatalog.Entry> read() throws IOException {
    byte[] boot = new byte[2048];
    boot[71] = 1;
    return BootCatalog.read(
        new ArraySource(image.array()), Struct.of("boot", boot, 0, ByteOrder.LITTLE_ENDIAN));
  }
}
