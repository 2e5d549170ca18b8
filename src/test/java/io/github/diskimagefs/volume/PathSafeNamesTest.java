package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import org.junit.jupiter.api.Test;

class PathSafeNamesTest {
  @Test
  void slashAndNulBecomeUnderscores() {
    assertThat(PathSafeNames.clean("../a/b\0c"), is(".._a_b_c"));
  }

  @Test
  void dotNamesDoNotSurvive() {
    assertThat(PathSafeNames.clean("."), is("_"));
    assertThat(PathSafeNames.clean(".."), is("__"));
    assertThat(PathSafeNames.clean(""), is("_"));
    assertThat(PathSafeNames.clean("..."), is("..."));
  }

  @Test
  void foldingKeepsTheLength() {
    assertThat(PathSafeNames.foldCase("STRASSE ÄÖ ß"), is("strasse äö ß"));
  }

  @Test
  void whatIsFoldedAlreadyIsNotCopied() {
    String name = "plain.txt";
    assertThat(PathSafeNames.foldCase(name), sameInstance(name));
  }
}
