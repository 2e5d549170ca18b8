package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

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
}
