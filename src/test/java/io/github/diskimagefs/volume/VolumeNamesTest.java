package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import org.junit.jupiter.api.Test;

class VolumeNamesTest {
  @Test
  void slashAndNulBecomeUnderscores() {
    assertThat(VolumeNames.clean("../a/b\0c"), is(".._a_b_c"));
  }

  @Test
  void dotNamesDoNotSurvive() {
    assertThat(VolumeNames.clean("."), is("_"));
    assertThat(VolumeNames.clean(".."), is("__"));
    assertThat(VolumeNames.clean(""), is("_"));
    assertThat(VolumeNames.clean("..."), is("..."));
  }

  @Test
  void foldingKeepsTheLength() {
    assertThat(VolumeNames.foldCase("STRASSE ÄÖ ß"), is("strasse äö ß"));
  }

  @Test
  void whatIsFoldedAlreadyIsNotCopied() {
    String name = "plain.txt";
    assertThat(VolumeNames.foldCase(name), sameInstance(name));
  }
}
