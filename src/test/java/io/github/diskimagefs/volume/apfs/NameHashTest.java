package io.github.diskimagefs.volume.apfs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameHashTest {

  @ParameterizedTest(name = "{0} folds to {1}")
  @CsvSource({
    "ReadMe, readme",
    "STRASSE, strasse",
    "straße, strasse",
    "\u1E9E, ss",
    "ΣΙΣΥΦΟΣ, σισυφοσ",
    "σισυφος, σισυφοσ",
    "\u0130, i\u0307",
    "\u0131, \u0131",
    "É, e\u0301",
    "\u212A, k",
    "\u13A0, \u13A0",
    "\u13F8, \u13F0",
    "\uAB70, \u13A0",
    "\uFB03, ffi",
    "\u1C90, \u1C90",
    "\uAC00, \u1100\u1161",
  })
  void namesFold(String name, String folded) {
    assertThat(NameHash.fold(name, true), is(folded));
  }

  @ParameterizedTest(name = "the hash of {0}")
  @CsvSource({
    ".fseventsd, 272F85",
    "private-dir, 2B29A3",
    "ünïcødé, 79EB6",
    "ÜNÏCØDÉ, 79EB6",
    "файл.txt, C82AD",
    "case_folding_\u00B5, 3A3618",
    "nfd_te\u0301stfile\u0300, 21AEFD",
  })
  void namesHaveTheHashThatMacOsStores(String name, String hash) {
    int computed = NameHash.of(NameHash.fold(name, true));
    assertThat(Integer.toHexString(computed).toUpperCase(Locale.ROOT), is(hash));
  }
}
