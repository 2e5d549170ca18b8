package io.github.diskimagefs.volume.udf;

import static io.github.diskimagefs.volume.udf.Udf.names;
import static io.github.diskimagefs.volume.udf.Udf.open;
import static io.github.diskimagefs.volume.udf.Udf.text;
import static io.github.diskimagefs.volume.udf.Udf.utf8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.volume.Volume;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names as OSTA CS0 writes them, UDF 2.1.1. */
class UdfNamesTest {

  private static String shown(int... recorded) throws Exception {
    byte[] name = new byte[recorded.length];
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) recorded[i];
    }
    Volume volume = open(UdfImage.named("X").rawName(name, utf8("content")));
    List<String> names = names(volume, volume.root());
    assertThat(text(volume, "/" + names.get(0)), is("content"));
    return names.get(0);
  }

  @Test
  void eightBitsAreTheFirstCharactersOfUnicode() throws Exception {
    assertThat(shown(8, 'a', 0xFC, 0x80), is("a\u00FC\u0080"));
    assertThat(shown(254, 'a', 0xFC), is("a\u00FC"));
  }

  @Test
  void sixteenBitsAreBigEndian() throws Exception {
    assertThat(shown(16, 0x65, 0xE5, 0, 'x'), is("\u65E5x"));
    assertThat(shown(255, 0x65, 0xE5), is("\u65E5"));
  }

  @Test
  void surrogates() throws Exception {
    assertThat(shown(16, 0xD8, 0x3D, 0xDE, 0x00), is("\uD83D\uDE00"));
    assertThat(shown(16, 0xD8, 0x3D, 0, 'x'), is("\uFFFDx"));
    assertThat(shown(16, 0, 'x', 0xDE, 0x00), is("x\uFFFD"));
  }

  @Test
  void oddByteAtTheEndIsLeftOut() throws Exception {
    assertThat(shown(16, 0, 'x', 0), is("x"));
  }

  @Test
  void whatAPathCannotHold() throws Exception {
    assertThat(shown(8, 'a', '/', 'b'), is("a_b"));
    assertThat(shown(8, 'a', 0, 'b'), is("a_b"));
    assertThat(shown(8, '.', '.'), is(not("..")));
    assertThat(shown(8, '.'), is(not(".")));
    assertThat(shown(8), is(not("")));
  }

  @Test
  void collidingNamesStayDistinct() throws Exception {
    byte[] slash = {8, 'a', '/', 'b'};
    byte[] nul = {8, 'a', 0, 'b'};
    Volume volume =
        open(
            UdfImage.named("X")
                .rawName(slash, utf8("1"))
                .rawName(nul, utf8("2"))
                .rawName(nul, utf8("3")));
    List<String> names = names(volume, volume.root());
    assertThat(names.get(0), is("a_b"));
    assertThat(new HashSet<>(names), hasSize(3));
    assertThat(
        List.of(
            text(volume, "/" + names.get(0)),
            text(volume, "/" + names.get(1)),
            text(volume, "/" + names.get(2))),
        contains("1", "2", "3"));
  }

  @Test
  void letterCaseCounts() throws Exception {
    Volume volume = open(UdfImage.named("X").file("/Readme", utf8("1")).file("/README", utf8("2")));
    assertThat(text(volume, "/README"), is("2"));
    assertThat(volume.child(volume.root(), "readme") == null, is(true));
  }
}
