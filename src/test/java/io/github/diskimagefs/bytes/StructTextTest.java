package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructTextTest {

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void utf16IsDecodedAsTheJdkDoes(String name) throws IOException {
    Charset charset = Charset.forName(name);
    for (String text : new String[] {"", "readme.txt", "Küche ÿ", "Łódź", "日本", "a😀b", "\0x"}) {
      byte[] bytes = ("x" + text + "y").getBytes(charset);
      Struct struct = Struct.of("names", bytes, 0, ByteOrder.LITTLE_ENDIAN);
      assertThat(struct.text(2, bytes.length - 4, charset), is(text));
    }
    byte[] odd = {0x61, 0, 0x3D, (byte) 0xD8, 0x62};
    Struct struct = Struct.of("names", odd, 0, ByteOrder.LITTLE_ENDIAN);
    assertThat(struct.text(0, 5, charset), is(new String(odd, charset)));
    assertThat(struct.text(0, 4, charset), is(new String(odd, 0, 4, charset)));
    assertThat(struct.text(0, 2, StandardCharsets.ISO_8859_1), is("a\0"));
  }
}
