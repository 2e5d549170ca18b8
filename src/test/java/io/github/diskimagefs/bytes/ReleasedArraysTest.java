package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The collector may run at any time: a test that needs an array tries again. */
class ReleasedArraysTest {
  private static final int LENGTH = 100_003;
  private static final int MIB = 1 << 20;

  @BeforeEach
  @AfterEach
  void clear() {
    ReleasedArrays.clear();
  }

  /** Decodes a chunk in a cache of its own, closes that, and returns the array. */
  private static byte[] released() throws IOException {
    ChunkCache cache = new ChunkCache(MIB);
    Object owner = new Object();
    byte[][] array = new byte[1][];
    cache.read(
        owner,
        0,
        index -> cache.array(LENGTH),
        chunk -> {
          array[0] = chunk;
          return chunk.length;
        });
    cache.drop(owner);
    return array[0];
  }

  @Test
  void theArraysOfAClosedSourceServeTheNextOne() throws IOException {
    boolean served = false;
    for (int i = 0; i < 100 && !served; i++) {
      byte[] last = released();
      served = new ChunkCache(MIB).array(LENGTH) == last;
    }
    assertThat(served, is(true));
    assertThat(new ChunkCache(MIB).array(LENGTH + 1).length, is(LENGTH + 1));
  }

  @Test
  void anArrayServesOnce() throws IOException {
    byte[] array = released();
    ChunkCache cache = new ChunkCache(MIB);
    byte[] first = cache.array(LENGTH);
    byte[] second = cache.array(LENGTH);
    assertThat(second, is(not(sameInstance(first))));
    assertThat(second, is(not(sameInstance(array))));
  }

  @Test
  void whatAReaderMayHoldIsNotReleased() throws IOException {
    ChunkCache cache = new ChunkCache(MIB);
    Object owner = new Object();
    byte[] kept = cache.get(owner, 0, index -> cache.array(LENGTH));
    cache.read(
        owner,
        1,
        index -> cache.array(LENGTH),
        chunk -> {
          cache.drop(owner);
          assertThat(ReleasedArrays.take(LENGTH), is(nullValue()));
          return 0;
        });
    assertThat(kept.length, is(LENGTH));
    assertThat(ReleasedArrays.take(LENGTH), is(nullValue()));
  }

  @Test
  void theirNumberIsBoundedAndTheLengthUsedLongestAgoMakesRoom() {
    for (int i = 0; i < 100; i++) {
      ReleasedArrays.give(List.of(new byte[MIB], new byte[LENGTH]));
      assertThat(ReleasedArrays.heldBytes(), is(lessThanOrEqualTo(64L * MIB)));
    }
    ReleasedArrays.give(List.of(new byte[100 * MIB], new byte[10]));
    assertThat(ReleasedArrays.take(100 * MIB), is(nullValue()));
    assertThat(ReleasedArrays.take(10), is(nullValue()));
  }

  @RepeatedTest(3)
  void theCollectorTakesThem() {
    ReleasedArrays.give(List.of(new byte[LENGTH]));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          while (ReleasedArrays.heldBytes() > 0) {
            System.gc();
          }
        });
    assertThat(ReleasedArrays.take(LENGTH), is(nullValue()));
  }
}
