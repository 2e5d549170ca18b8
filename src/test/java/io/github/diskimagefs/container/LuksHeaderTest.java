package io.github.diskimagefs.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import io.github.diskimagefs.crypto.Pbkdf2;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LUKS headers, made after the specification (1.2.3); the corpus has those of qemu. */
class LuksHeaderTest {
  private static final int SECTOR = 512;
  private static final int KEY_BYTES = 32;
  private static final int SECOND_SLOT = 208 + 48;

  private final byte[] key = new byte[KEY_BYTES];
  private final ByteBuffer region = ByteBuffer.allocate(4 * SECTOR);

  @BeforeEach
  void makeHeader() throws IOException, GeneralSecurityException {
    for (int i = 0; i < KEY_BYTES; i++) {
      key[i] = (byte) (i * 7 + 1);
    }
    byte[] salt = "a salt of thirty-two bytes......".getBytes(US_ASCII);
    text(0, "LUKS");
    region.put(4, (byte) 0xBA).put(5, (byte) 0xBE).putShort(6, (short) 1);
    text(8, "aes");
    text(40, "cbc-plain64");
    text(72, "sha256");
    region.putInt(104, 4).putInt(108, KEY_BYTES);
    region.put(112, Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, key, salt, 3, 3, 20));
    region.put(132, salt).putInt(164, 3);
    region.putInt(SECOND_SLOT, 0x00AC71F3).putInt(SECOND_SLOT + 4, 5);
    region.put(SECOND_SLOT + 8, salt).putInt(SECOND_SLOT + 40, 2).putInt(SECOND_SLOT + 44, 2);
    byte[] slotKey =
        Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, "secret".toCharArray(), salt, 5, KEY_BYTES);
    region.put(2 * SECTOR, encrypted(slotKey, stripes()));
  }

  private void text(int offset, String value) {
    region.put(offset, Arrays.copyOf(value.getBytes(US_ASCII), 32));
  }

  /** Splits the key in two (clause 2.4): the digest of the first stripe hides it. */
  private byte[] stripes() throws GeneralSecurityException {
    byte[] stripes = new byte[SECTOR];
    byte[] first = "thirty-two bytes by chance......".getBytes(US_ASCII);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new byte[4]);
    byte[] hidden = digest.digest(first);
    System.arraycopy(first, 0, stripes, 0, KEY_BYTES);
    for (int i = 0; i < KEY_BYTES; i++) {
      stripes[KEY_BYTES + i] = (byte) (hidden[i] ^ key[i]);
    }
    return stripes;
  }

  private static byte[] encrypted(byte[] key, byte[] sector) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return cipher.doFinal(sector);
  }

  private LuksHeader header() throws IOException {
    return LuksHeader.read(new ArraySource(region.array()));
  }

  @Test
  void thePasswordOfAnySlotUnlocksTheData() throws IOException, GeneralSecurityException {
    byte[] plain = Arrays.copyOf("content".getBytes(UTF_8), SECTOR);
    byte[] sector = encrypted(key, plain);
    header().unlock("secret".toCharArray()).decrypt(0, sector, 0, SECTOR);
    assertThat(sector, equalTo(plain));
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
    text(8, "serpent");
    assertUnsupported("serpent");
    text(8, "aes");
    text(40, "lrw-benbi");
    assertUnsupported("lrw-benbi");
    text(40, "xts-plain64");
    text(72, "ripemd160");
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
    region.putInt(208, 0x00AC71F3).putInt(208 + 4, 1_000_000_000).putInt(208 + 44, 1);
    assertUnsupported("1000000000 iterations");
  }

  @Test
  void sizesAreBoundedBeforeTheyAreUsed() {
    region.putInt(SECOND_SLOT + 44, Integer.MAX_VALUE);
    assertMalformed();
    region.putInt(SECOND_SLOT + 44, 2).putInt(SECOND_SLOT + 40, -1);
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
