package io.github.diskimagefs.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of RFC 3394, section 4. */
class AesKeyWrapTest {
  private static final String KEY =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
  private static final String DATA =
      "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] hex(String text, int bits) {
    return hex(text.substring(0, bits / 4));
  }

  @ParameterizedTest
  @CsvSource({
    "128, 128, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
    "192, 128, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
    "256, 128, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
    "192, 192, 031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
    "256, 192, A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
    "256, 256," + "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
  })
  void unwraps(int keyBits, int dataBits, String wrapped) throws IOException {
    assertThat(AesKeyWrap.unwrap(hex(KEY, keyBits), hex(wrapped)), is(hex(DATA, dataBits)));
  }

  @Test
  void aWrongKeyGivesNothing() throws IOException {
    byte[] wrapped = hex("1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5");
    assertThat(AesKeyWrap.unwrap(new byte[16], wrapped), is(nullValue()));
    wrapped[23] ^= 1;
    assertThat(AesKeyWrap.unwrap(hex(KEY, 128), wrapped), is(nullValue()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 25, 31})
  void lengthsThatNoWrappedKeyHasGiveNothing(int length) throws IOException {
    assertThat(AesKeyWrap.unwrap(hex(KEY, 256), new byte[length]), is(nullValue()));
  }
}
