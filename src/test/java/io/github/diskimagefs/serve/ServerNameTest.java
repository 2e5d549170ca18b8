package io.github.diskimagefs.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
  @ParameterizedTest
  @CsvSource({
    "nas.local,          nas.local,              0",
    "NAS,                nas,                    0",
    "my_nas:8080,        my_nas,                 8080",
    "discs.example.,     discs.example.,         0",
    "192.0.2.7:80,       192.0.2.7,              80",
    "[2001:DB8::1]:8080, [2001:db8::1],          8080",
    "[fe80::1%eth0],     [fe80::1%eth0],         0",
    "b\u00FCcher.example, xn--bcher-kva.example,  0",
  })
  void namesAndAddressesMayHaveAPort(String text, String host, int port) {
    assertThat(ServerName.of(text), is(new ServerName(host, port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "*",
        "a b",
        "a..b",
        ".a",
        "-a",
        "a-",
        "a:",
        "a:0",
        "a:65536",
        "a:123456",
        "a:b",
        "a:1:2",
        "a/",
        "http://a",
        "a@b",
        "a,b",
        "::1",
        "[]",
        "[a]",
        "[::1",
        "a\tb",
      })
  void otherTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ServerName.of(text));
  }

  @Test
  void lengthsAreBounded() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));
    assertThat(ServerName.of(longest).host(), is(longest));
    assertThrows(IllegalArgumentException.class, () -> ServerName.of(longest + "b"));
    assertThrows(IllegalArgumentException.class, () -> ServerName.of(label + "b"));
  }
}
