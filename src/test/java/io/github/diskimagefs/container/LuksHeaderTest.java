package io.github.diskimagefs.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.image.LuksImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** LUKS headers, made after the specification (1.2.3); the corpus has those of qemu. */
class LuksHeaderTest {
  private static final byte[] PLAIN = Arrays.copyOf("content".getBytes(UTF_8), 512);
  private static final int SLOT = LuksImage.SLOT;
  private static final int FIRST_SLOT = 208;

  private final LuksImage image = new LuksImage(PLAIN);
  private final ByteBuffer region = image.buffer();

  LuksHeaderTest() throws IOException, GeneralSecurityException {}

  private LuksHeader header() throws IOException {
    return LuksHeader.read(new ArraySource(image.bytes()));
  }

  @Test
  void thePasswordOfAnySlotUnlocksTheData() throws IOException {
    byte[] sector = Arrays.copyOfRange(image.bytes(), 4 * 512, 5 * 512);
    header().unlock("secret".toCharArray()).decrypt(0, sector, 0, sector.length);
    assertThat(sector, equalTo(PLAIN));
    assertThat(header().description(), is("LUKS, aes-cbc-plain64, 256 bits, sha256"));
  }

  @Test
  void aWrongPasswordUnlocksNothing() throws IOException {
    assertThat(header().unlock("Secret".toCharArray()), is(nullValue()));
  }

  @Test
  void otherVersionsCiphersAndHashesAreNamed() {
    region.putShort(6, (short) 2);
    assertUnsupported("LUKS version 2");
    region.putShort(6, (short) 1);
    image.text(8, "serpent");
    assertUnsupported("serpent");
    image.text(8, "aes");
    image.text(40, "lrw-benbi");
    assertUnsupported("lrw-benbi");
    image.text(40, "xts-plain64");
    image.text(72, "ripemd160");
    assertUnsupported("ripemd160");
  }

  private void assertUnsupported(String name) {
    Exception e =
        assertThrows(
            UnsupportedImageException.class, () -> header().unlock("secret".toCharArray()));
    assertThat(e.getMessage(), containsString(name));
  }

  @Test
  void theWorkForAllSlotsTogetherIsBounded() {
    region
        .putInt(FIRST_SLOT, 0x00AC71F3)
        .putInt(FIRST_SLOT + 4, 1_000_000_000)
        .putInt(FIRST_SLOT + 44, 1);
    assertUnsupported("1000000000 iterations");
  }

  @Test
  void sizesAreBoundedBeforeTheyAreUsed() {
    region.putInt(SLOT + 44, Integer.MAX_VALUE);
    assertMalformed();
    region.putInt(SLOT + 44, 2).putInt(SLOT + 40, -1);
    assertMalformed();
    region.putInt(108, 0x4000_0000);
    assertMalformed();
    region.putInt(0, 0);
    assertMalformed();
  }

  private void assertMalformed() {
    assertThrows(MalformedImageException.class, () -> header().unlock("secret".toCharArray()));
  }
}
