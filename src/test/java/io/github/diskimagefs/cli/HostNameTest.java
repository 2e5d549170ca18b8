package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  private final HostName unix = new HostName("/");
  private final HostName windows = new HostName("\\");

  @ParameterizedTest
  @ValueSource(strings = {"plain.txt", "back\\slash", "C:", "trailing. ", "NUL", "...", "ä", "%2e"})
  void unixTakesAlmostEverything(String name) {
    assertThat(unix.of(name), is(name));
  }

  @ParameterizedTest
  @CsvSource({"'',_", ".,__", "..,___", "a/b,a_b", "../x,.._x"})
  void aNameIsNeverAWay(String name, String expected) {
    assertThat(unix.of(name), is(expected));
  }

  @Test
  void zeroByteEndsNoName() {
    assertThat(unix.of("a\0b"), is("a_b"));
  }

  @ParameterizedTest
  @CsvSource({
    "C:,C_",
    "C:\\x,C__x",
    "..\\x,.._x",
    "stream.txt:hidden,stream.txt_hidden",
    "what?*,what__",
    "trailing.,trailing_",
    "'both. ',both__",
    "..,__",
    "NUL,_NUL",
    "nul.tar.gz,_nul.tar.gz",
    "COM1,_COM1",
    "lpt9.txt,_lpt9.txt",
    "COM²,_COM²",
    "'CON .txt','_CON .txt'",
    "CONIN$,_CONIN$",
    "COM10,COM10",
    "console,console",
  })
  void windowsHasNamesOfItsOwn(String name, String expected) {
    assertThat(windows.of(name), is(expected));
  }

  @Test
  void controlCharactersAreNoNamesOnWindows() {
    assertThat(windows.of("a\tb\u001b"), is("a_b_"));
  }

  @Test
  void charactersThatTheHostCannotStoreAreEscaped() {
    HostName posix = new HostName("/", US_ASCII, name -> name.chars().allMatch(c -> c < 0x80));
    assertThat(posix.of("plain"), is("plain"));
    assertThat(posix.of("\u00FCber.txt"), is("%C3%BCber.txt"));
    assertThat(posix.of("x\uD800y"), is("x%ED%A0%80y"));
    assertThat(posix.of("\uD83D\uDE00"), is("%F0%9F%98%80"));
  }

  @Test
  void longNamesAreShortenedAndStayDistinct() {
    String name = "\u3042".repeat(100);
    String first = unix.of(name + "1.txt");
    String second = unix.of(name + "2.txt");
    assertThat(first.getBytes(UTF_8).length, lessThanOrEqualTo(255));
    assertThat(first, endsWith(".txt"));
    assertThat(first, not(second));
    assertThat(first, is(unix.of(name + "1.txt")));
    assertThat(windows.of(name + ".txt"), is(name + ".txt"));
    assertThat(unix.of("." + "x".repeat(300)).length(), is(255));
  }
}
