package io.github.diskimagefs.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Pbkdf2Test {
  private static final byte[] SALT = "salt".getBytes(US_ASCII);

  private static String derive(Pbkdf2.Prf prf, String password, long iterations, int keyBytes)
      throws IOException {
    byte[] key = Pbkdf2.derive(prf, password.toCharArray(), SALT, iterations, keyBytes);
    return HexFormat.of().formatHex(key);
  }

  /** RFC 6070. */
  @Test
  void derivesWithSha1() throws IOException {
    assertThat(
        derive(Pbkdf2.Prf.HMAC_SHA1, "password", 4096, 20),
        is("4b007901b765489abead49d926f721d065a429c1"));
  }

  /** RFC 7914, section 11. */
  @Test
  void derivesWithSha256() throws IOException {
    assertThat(
        derive(Pbkdf2.Prf.HMAC_SHA256, "passwd", 1, 64),
        is(
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"));
  }

  /** By Python: {@code hashlib.pbkdf2_hmac('sha256', 'h\u00f6m'.encode(), b'salt', 2, 32)}. */
  @Test
  void hashesThePasswordAsUtf8() throws IOException {
    assertThat(
        derive(Pbkdf2.Prf.HMAC_SHA256, "h\u00f6m", 2, 32),
        is("132b86651002e5929cff5e983334f33a97acfd9e09b5375673775d36f55633b6"));
  }

  @Test
  void leavesThePasswordAsItIs() throws IOException {
    char[] password = {'a', 'b'};
    Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA1, password, SALT, 1, 16);
    assertThat(password, is(new char[] {'a', 'b'}));
  }

  @Test
  void boundsTheIterations() {
    Pbkdf2.Prf prf = Pbkdf2.Prf.HMAC_SHA1;
    assertThrows(MalformedImageException.class, () -> derive(prf, "a", 0, 16));
    assertThrows(
        UnsupportedImageException.class, () -> derive(prf, "a", Pbkdf2.MAX_ITERATIONS + 1, 16));
    assertThrows(
        MalformedImageException.class,
        () -> Pbkdf2.derive(prf, new char[] {'a'}, new byte[0], 1, 16));
  }
}
