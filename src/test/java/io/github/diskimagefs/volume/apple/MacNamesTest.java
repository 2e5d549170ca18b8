package io.github.diskimagefs.volume.apple;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacNamesTest {

  @Test
  void decomposesAllButTheBlocksThatAppleLeaves() {
    assertThat(MacNames.decompose("\u00E9\u212B\uF900"), is("e\u0301\u212B\uF900"));
    assertThat(MacNames.decompose("\uAC00"), is("\u1100\u1161"));
  }

  @Test
  void showsSlashesAsColonsAndNulAsItsSymbol() {
    assertThat(MacNames.shown("a/b\0c"), is("a:b\u2400c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void namesThatNoPathCanHaveAreNotShown(String stored) {
    assertThat(MacNames.shown(stored), is(nullValue()));
  }

  @Test
  void looksForTheColonAsSlashFirst() {
    assertThat(MacNames.stored("a:b"), contains("a/b", "a:b"));
  }

  @Test
  void looksForBothNormalForms() {
    assertThat(MacNames.stored("\u00E9"), contains("\u00E9", "e\u0301"));
    assertThat(MacNames.stored("e\u0301"), contains("e\u0301", "\u00E9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a/b", "a\0b", "e\u0301/\0"})
  void findsTheStoredNameOfWhatItShows(String stored) {
    assertThat(MacNames.stored(MacNames.shown(stored)), hasItem(stored));
  }
}
