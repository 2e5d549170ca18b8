package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionChainTest {
  private static final long SIZE = 2048L * 100_000;

  private static Iterable<Long> starts(Map<Long, Long> lengths) throws IOException {
    return SessionChain.follow(0, new ZeroSource(SIZE), start -> lengths.getOrDefault(start, 0L));
  }

  @Test
  void sessionsOfADvdFollowAtOnceOrAligned() throws IOException {
    assertThat(starts(Map.of(0L, 100L, 112L, 48L, 160L, 10L)), contains(0L, 112L, 160L));
  }

  @Test
  void sessionsOfACompactDiscHaveLeadOutAndLeadInBetween() throws IOException {
    long second = 1000 + 11_400 + 150;
    long third = second + 500 + 6900;
    assertThat(starts(Map.of(0L, 1000L, second, 500L, third, 9L)), contains(0L, second, third));
  }

  @Test
  void aSessionFartherAwayIsNotFound() throws IOException {
    assertThat(starts(Map.of(0L, 1000L, 50_000L, 500L)), contains(0L));
  }

  @Test
  void aSessionPastTheEndIsNotAsked() throws IOException {
    assertThat(starts(Map.of(0L, 99_990L, 99_990L, 5L)), contains(0L));
  }
}
