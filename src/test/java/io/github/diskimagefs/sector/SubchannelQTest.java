package io.github.diskimagefs.sector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.image.SubChannel;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubchannelQTest {
  private static final SubchannelQ CODES = new SubchannelQ("5099902894225", "GBAYE7300123");
  private final byte[] channels = SubChannel.of(10, CODES.catalogue(), CODES.recording());

  private static SubchannelQ read(byte[] channels) throws IOException {
    return SubchannelQ.read(new ArraySource(channels), 0, 96, channels.length / 96);
  }

  @Test
  void codesAreFoundAmongAddresses() throws IOException {
    assertThat(read(channels), is(CODES));
    assertThat(read(SubChannel.interleaved(channels)), is(CODES));
  }

  @Test
  void whatHasNoCrcIsNoCode() throws IOException {
    byte[] broken = channels.clone();
    broken[3 * 96 + 14] ^= 1;
    assertThat(read(broken), is(new SubchannelQ(null, CODES.recording())));
    assertThat(read(new byte[960]), is(SubchannelQ.NONE));
  }

  @Test
  void zerosAreNoCode() throws IOException {
    assertThat(read(SubChannel.of(10, "0000000000000", "000000000000")), is(SubchannelQ.NONE));
  }

  @Test
  void aCutChannelIsReadAsFarAsItGoes() throws IOException {
    byte[] cut = Arrays.copyOf(channels, 5 * 96 + 10);
    assertThat(
        SubchannelQ.read(new ArraySource(cut), 0, 96, 10),
        is(new SubchannelQ("5099902894225", null)));
  }
}
