package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "a{b,c}d abd|acd",
        "{a,b{c,d}} a|bc|bd",
        "{a,b}/{c,d} a/c|a/d|b/c|b/d",
        "a{,b} a|ab",
        "a a",
        "\\{a\\,b\\} \\{a\\,b\\}",
        "{a\\,b,c} a\\,b|c",
      })
  void bracesAreAlternatives(String pattern, String expected) {
    assertThat(String.join("|", ShellPattern.withoutBraces(pattern)), is(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a", "a{b,{c}", "{"})
  void anOpenBraceIsAnError(String pattern) {
    assertThrows(PatternSyntaxException.class, () -> ShellPattern.withoutBraces(pattern));
  }

  @Test
  void thereIsABoundOnAlternatives() {
    assertThrows(
        PatternSyntaxException.class, () -> ShellPattern.withoutBraces("{a,b,c,d}".repeat(20)));
    assertThrows(
        PatternSyntaxException.class,
        () -> {
          try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            ShellPattern.of(files, "**/a/".repeat(20));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "/*.txt, /a.txt, true",
    "/*.txt, /d/a.txt, false",
    "/**.txt, /d/a.txt, true",
    "/**/a.txt, /a.txt, true",
    "/**/a.txt, /d/e/a.txt, true",
    "/**/a.txt, /da.txt, false",
    "/d/**/e/**/a, /d/e/a, true",
    "/d/**/e/**/a, /d/x/e/y/z/a, true",
    "/?.txt, /a.txt, true",
    "/[a-c].txt, /b.txt, true",
    "/[!a-c].txt, /b.txt, false",
    "/[^a-c].txt, /d.txt, true",
    "/\\[a].txt, /[a].txt, true",
    "/\\*, /x, false",
  })
  void patternsMatchPaths(String pattern, String path, boolean expected) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      assertThat(ShellPattern.of(files, pattern).matches(files.getPath(path)), is(expected));
    }
  }

  @Test
  void accentsMayBeComposedOrNot() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      for (String typed : new String[] {"u\u0308*", "\u00FC*"}) {
        assertThat(ShellPattern.of(files, typed).matches(files.getPath("u\u0308ber")), is(true));
      }
      assertThat(ShellPattern.of(files, "\u00FC*").matches(files.getPath("\u00FCber")), is(true));
    }
  }
}
