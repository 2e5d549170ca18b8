package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameDecoderTest {

  @ParameterizedTest
  @CsvSource({"A.TXT;1, 5", "A.TXT, 5", "semi;, 5", "a;b, 3", "A;12, 1", ";1, 0", "12, 2"})
  void aVersionNumberIsASemicolonAndDigits(String identifier, int index) {
    assertThat(NameDecoder.version(identifier), is(index));
  }

  @Test
  void theReplacementCharacterMayBePartOfAName() throws IOException {
    assertThat(text("caf\uFFFD", StandardCharsets.UTF_8), is("caf\uFFFD"));
  }

  @Test
  void bytesThatAreNotUtf8AreLatin1() throws IOException {
    assertThat(text("caf\u00E9", StandardCharsets.ISO_8859_1), is("caf\u00E9"));
  }

  private static String text(String name, Charset charset) throws IOException {
    byte[] bytes = name.getBytes(charset);
    Struct struct = Struct.of("name", bytes, 0, ByteOrder.LITTLE_ENDIAN);
    return new NameDecoder(HierarchyKind.ROCK_RIDGE, null).text(struct, 0, bytes.length);
  }
}
