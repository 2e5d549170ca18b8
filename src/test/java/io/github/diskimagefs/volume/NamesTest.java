package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void slashAndNulBecomeUnderscores() {
    assertThat(Names.clean("../a/b\0c"), is(".._a_b_c"));
  }

  @Test
  void dotNamesDoNotSurvive() {
    assertThat(Names.clean("."), is("_"));
    assertThat(Names.clean(".."), is("__"));
    assertThat(Names.clean(""), is("_"));
    assertThat(Names.clean("..."), is("..."));
  }

  @Test
  void foldingKeepsTheLength() {
    assertThat(Names.foldCase("STRASSE ÄÖ ß"), is("strasse äö ß"));
  }

  @Test
  void whatIsFoldedAlreadyIsNotCopied() {
    String name = "plain.txt";
    assertThat(Names.foldCase(name), sameInstance(name));
  }
}
