package io.github.diskimagefs.sector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.CdSectors;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectorCheckTest {
  private final Random random = new Random(130);
  private final byte[] user = new byte[2048];

  SectorCheckTest() {
    random.nextBytes(user);
  }

  @Test
  void soundSectorsAreLeftAlone() {
    byte[] payload = new byte[2324];
    random.nextBytes(payload);
    assertThat(
        SectorCheck.check(CdSectors.mode1(user, 7), TrackMode.MODE1), is(SectorCheck.Result.VALID));
    assertThat(
        SectorCheck.check(CdSectors.mode2(user, 7), TrackMode.MODE2), is(SectorCheck.Result.VALID));
    assertThat(
        SectorCheck.check(CdSectors.form2(payload, 7), TrackMode.MODE2),
        is(SectorCheck.Result.VALID));
  }

  /** Every second byte of a run: no P word has more than one of them. */
  @ParameterizedTest
  @ValueSource(ints = {12, 500, 1500, 2050, 2064, 2200})
  void runsOfWrongBytesAreRepaired(int at) {
    byte[] good = CdSectors.mode1(user, 4711);
    byte[] bad = good.clone();
    for (int i = 0; i < 40; i += 2) {
      bad[at + i] ^= (byte) (1 + random.nextInt(255));
    }
    boolean protectedByEdc = at < 2068;
    SectorCheck.Result result = SectorCheck.check(bad, TrackMode.MODE1);
    assertThat(
        result, is(protectedByEdc ? SectorCheck.Result.CORRECTED : SectorCheck.Result.VALID));
    if (protectedByEdc) {
      assertThat(bad, is(good));
    }
  }

  @Test
  void bothBytesOfASampleAreRepaired() {
    byte[] good = CdSectors.mode2(user, 0);
    byte[] bad = good.clone();
    for (int i = 0; i < 80; i++) {
      bad[300 + i] ^= 0x33;
    }
    assertThat(SectorCheck.check(bad, TrackMode.MODE2), is(SectorCheck.Result.CORRECTED));
    assertThat(bad, is(good));
  }

  /** Two wrong bytes in one P word and in its Q words too: one pass is not enough. */
  @Test
  void scatteredBytesAreRepairedInTurns() {
    byte[] good = CdSectors.mode1(user, 0);
    for (int round = 0; round < 50; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 30; i++) {
        bad[16 + random.nextInt(2048)] ^= (byte) (1 + random.nextInt(255));
      }
      assertThat(SectorCheck.check(bad, TrackMode.MODE1), is(SectorCheck.Result.CORRECTED));
      assertThat(bad, is(good));
    }
  }

  @Test
  void damagedSyncIsRepaired() {
    byte[] good = CdSectors.mode1(user, 0);
    byte[] bad = good.clone();
    bad[5] = 0;
    assertThat(SectorCheck.check(bad, TrackMode.MODE1), is(SectorCheck.Result.CORRECTED));
    assertThat(bad, is(good));
  }

  @Test
  void form2WithoutCodeIsSound() {
    byte[] sector = CdSectors.form2(new byte[2324], 0);
    for (int i = 2348; i < 2352; i++) {
      sector[i] = 0;
    }
    sector[1000] = 1;
    assertThat(SectorCheck.check(sector, TrackMode.MODE2), is(SectorCheck.Result.VALID));
  }

  @Test
  void oneCopyOfTheSubHeaderMayBeWrong() {
    byte[] good = CdSectors.form2(new byte[2324], 0);
    byte[] bad = good.clone();
    bad[18] = 0;
    assertThat(SectorCheck.check(bad, TrackMode.MODE2), is(SectorCheck.Result.CORRECTED));
    assertThat(bad, is(good));
  }

  @Test
  void beyondRepairNamesTheSector() {
    byte[] sectors = CdSectors.mode1(new byte[3 * 2048], 1000);
    for (int i = 0; i < 700; i++) {
      sectors[2352 + 100 + i] ^= (byte) (1 + random.nextInt(255));
    }
    Track track = RawTrack.at(1000, TrackMode.MODE1, 2352, sectors);
    IOException e =
        assertThrows(
            MalformedImageException.class, () -> RawTrack.read(track.user(true), 2048, 2048));
    assertThat(e.getMessage(), containsString("LBA 1001"));
    assertThat(e.getMessage(), containsString("00:15:26"));
  }

  @Test
  void readingRepairsByteForByteAndReports() throws IOException {
    byte[] iso = new byte[20 * 2048];
    random.nextBytes(iso);
    byte[] sectors = CdSectors.mode1(iso, 0);
    for (int sector = 0; sector < 20; sector += 3) {
      sectors[sector * 2352 + 16 + random.nextInt(2048)] ^= 0x10;
    }
    Track track = RawTrack.of(TrackMode.MODE1, 2352, sectors);
    assertThat(RawTrack.read(track.user(true)), is(iso));
    assertThat(TrackReport.of(track).toString(), is("20 sectors, 7 bad EDC, 7 corrected, 0 lost"));
  }
}
