package io.github.diskimagefs.volume.apple;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FinderInfoTest {

  private static FinderInfo of(String typeAndCreator, int flags) {
    ByteBuffer bytes = ByteBuffer.allocate(FinderInfo.LENGTH);
    bytes.put(typeAndCreator.getBytes(US_ASCII)).putShort((short) flags);
    return FinderInfo.of(bytes.array());
  }

  @Test
  void hasTypeAndCreator() {
    FinderInfo info = of("TEXTttxt", 0);
    assertThat(OsType.text(info.type()), is("TEXT"));
    assertThat(info.creator(), is(OsType.of("ttxt")));
    assertThat(info.source().size(), is(32L));
  }

  @Test
  void isInvisibleByItsFlag() {
    assertThat(of("........", 0x4000).invisible(), is(true));
    assertThat(of("........", 0xBFFF).invisible(), is(false));
  }

  @Test
  void refusesOtherLengths() {
    assertThrows(IllegalArgumentException.class, () -> FinderInfo.of(new byte[31]));
  }
}
