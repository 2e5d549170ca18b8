package io.github.diskimagefs.sector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.diskimagefs.image.CdSectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EccEncoderTest {
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static Stream<byte[]> sectors() {
    return Stream.of(
        CdSectors.mode1(random(6 * 2048), 4711),
        CdSectors.mode1(new byte[2 * 2048], 0),
        CdSectors.mode2(random(5 * 2048), 333_000));
  }

  @MethodSource("sectors")
  @ParameterizedTest
  void restoresWhatAnEncoderLeftOut(byte[] sectors) {
    byte[] without = sectors.clone();
    for (int sector = 0; sector < sectors.length; sector += 2352) {
      Arrays.fill(without, sector, sector + 12, (byte) 0);
      Arrays.fill(without, sector + 2076, sector + 2352, (byte) 0);
    }
    for (int sector = 0; sector < sectors.length; sector += 2352) {
      EccEncoder.restore(without, sector);
    }
    assertThat(without, equalTo(sectors));
  }
}
