package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc32Test {
  private static final byte[] TEXT = {1, 2, 3, 4, 5, 0, 7};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 512, 100_003})
  void zerosCountAsIfTheyWereThere(int zeros) {
    CRC32 expected = new CRC32();
    Crc32 crc = new Crc32();
    for (int i = 0; i < 3; i++) {
      expected.update(TEXT);
      expected.update(new byte[zeros]);
      expected.update(new byte[2]);
      crc.update(TEXT, 0, TEXT.length);
      crc.zeros(zeros);
      crc.zeros(2);
    }
    assertThat(crc.value(), is((int) expected.getValue()));
    expected.update(TEXT, 2, 3);
    crc.update(TEXT, 2, 3);
    assertThat(crc.value(), is((int) expected.getValue()));
  }

  @Test
  void anyNumberOfThem() {
    Crc32 once = new Crc32();
    once.update(TEXT, 0, 3);
    once.zeros(Long.MAX_VALUE - 5);
    once.zeros(5);
    Crc32 twice = new Crc32();
    twice.update(TEXT, 0, 3);
    twice.zeros(Long.MAX_VALUE / 2);
    twice.zeros(Long.MAX_VALUE / 2 + 1);
    assertThat(once.value(), is(twice.value()));
  }
}
