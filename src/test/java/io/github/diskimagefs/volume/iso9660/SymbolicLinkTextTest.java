package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SymbolicLinkTextTest {
  private final SymbolicLinkText target = new SymbolicLinkText();

  @Test
  void rootIsFollowedByNoSecondSlash() throws IOException {
    add("\10\0" + "\0\3usr" + "\0\3bin");
    assertThat(text(), is("/usr/bin"));
  }

  @Test
  void rootInTheMiddleIsAnEmptyComponent() throws IOException {
    add("\0\1a" + "\10\0" + "\0\1b");
    assertThat(text(), is("a//b"));
  }

  @Test
  void emptyComponentsKeepTheirSlashes() throws IOException {
    add("\10\0" + "\0\3tmp" + "\0\0" + "\4\0" + "\0\0");
    assertThat(text(), is("/tmp//../"));
  }

  @Test
  void rootAfterTheRootIsAnEmptyComponent() throws IOException {
    add("\10\0" + "\10\0" + "\0\1a");
    assertThat(text(), is("//a"));
  }

  @Test
  void currentAndParentAreFlags() throws IOException {
    add("\2\0" + "\4\0" + "\4\0" + "\0\1a");
    assertThat(text(), is("./../../a"));
  }

  @Test
  void aComponentContinuesInTheNextEntry() throws IOException {
    add("\0\1a" + "\1\2lo");
    add("\0\2ng" + "\0\1z");
    assertThat(text(), is("a/long/z"));
  }

  @Test
  void entriesAreSeparatedWhereComponentsEnd() throws IOException {
    add("\0\1a");
    add("\0\1b");
    assertThat(text(), is("a/b"));
  }

  @Test
  void aComponentThatDoesNotFitEndsWithItsEntry() throws IOException {
    add("\0\77abc");
    assertThat(text(), is("abc"));
  }

  private void add(String entry) throws IOException {
    byte[] bytes = entry.getBytes(StandardCharsets.ISO_8859_1);
    Struct in = Struct.of("SL", bytes, 0, ByteOrder.LITTLE_ENDIAN);
    target.add(in, 0, bytes.length);
  }

  private String text() throws IOException {
    Struct bytes = target.bytes();
    assertThat(target.length(), is(bytes.length()));
    return bytes.text(0, bytes.length(), StandardCharsets.UTF_8);
  }
}
