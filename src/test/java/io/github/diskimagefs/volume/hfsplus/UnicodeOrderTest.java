package io.github.diskimagefs.volume.hfsplus;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnicodeOrderTest {

  private static int compare(UnicodeOrder order, String a, String b)
      throws MalformedImageException {
    byte[] stored = b.getBytes(StandardCharsets.UTF_16BE);
    return order.compare(a, Struct.of("key", stored, 0, ByteOrder.BIG_ENDIAN), 0, b.length());
  }

  @Test
  void foldsCaseAsTheTableOf1998Does() throws MalformedImageException {
    assertThat(compare(UnicodeOrder.FOLDING, "ABC", "abc"), is(0));
    assertThat(compare(UnicodeOrder.FOLDING, "\u0416\u03A9\u0531", "\u0436\u03C9\u0561"), is(0));
    assertThat(compare(UnicodeOrder.FOLDING, "\uFF21\u2160", "\uFF41\u2170"), is(0));
    // Letters whose lower case was added later, and letters that decompose, are not in the table.
    assertThat(compare(UnicodeOrder.FOLDING, "\u0220", "\u019E"), greaterThan(0));
  }

  @Test
  void passesOverIgnorableCharacters() throws MalformedImageException {
    assertThat(compare(UnicodeOrder.FOLDING, "a\u200Db", "ab\uFEFF"), is(0));
    assertThat(compare(UnicodeOrder.BINARY, "a\u200Db", "ab"), greaterThan(0));
  }

  @Test
  void sortsNulLastWhereItFolds() throws MalformedImageException {
    assertThat(compare(UnicodeOrder.FOLDING, "\0", "\uFFFE"), greaterThan(0));
    assertThat(compare(UnicodeOrder.BINARY, "\0", "a"), lessThan(0));
    assertThat(compare(UnicodeOrder.BINARY, "", "\0"), lessThan(0));
  }

  @Test
  void comparesByCodeUnitWhereItIsBinary() throws MalformedImageException {
    assertThat(compare(UnicodeOrder.BINARY, "B", "a"), lessThan(0));
    assertThat(compare(UnicodeOrder.FOLDING, "B", "a"), greaterThan(0));
  }
}
