package io.github.diskimagefs.sector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.diskimagefs.image.CdSectors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectorEncoderTest {
  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] cleared(byte[] sector, int start, int end) {
    byte[] copy = sector.clone();
    Arrays.fill(copy, start, end, (byte) 0x55);
    return copy;
  }

  @Test
  void codesOfMode1AreThoseOfTheStandard() {
    for (int seed = 0; seed < 20; seed++) {
      byte[] expected = CdSectors.mode1(noise(2048, seed), 1000 + seed);
      byte[] sector = cleared(cleared(expected, 0, 12), 2064, 2352);
      SectorEncoder.mode1(sector);
      assertThat(sector, equalTo(expected));
    }
  }

  @Test
  void codesOfForm1CountTheHeaderAsZeros() {
    for (int seed = 0; seed < 20; seed++) {
      byte[] expected = CdSectors.mode2(noise(2048, seed), seed);
      byte[] sector = cleared(cleared(expected, 0, 20), 2072, 2352);
      SectorEncoder.form1(sector);
      assertThat(tail(sector), equalTo(tail(expected)));
    }
  }

  @Test
  void codesOfForm2CoverTheSubHeader() {
    byte[] expected = CdSectors.form2(noise(2324, 1), 5);
    byte[] sector = cleared(cleared(expected, 0, 20), 2348, 2352);
    SectorEncoder.form2(sector);
    assertThat(tail(sector), equalTo(tail(expected)));
  }

  private static byte[] tail(byte[] sector) {
    return Arrays.copyOfRange(sector, 16, 2352);
  }
}
