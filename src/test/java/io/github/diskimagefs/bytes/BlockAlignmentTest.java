package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class BlockAlignmentTest {
  private final BlockAlignment alignment = new BlockAlignment();

  private void read(int count, int unit) {
    for (int i = 0; i < count; i++) {
      alignment.add(i * unit);
    }
  }

  @Test
  void theLargestUnitOfMostReadsIsTheBlockSize() {
    read(1000, 4096);
    assertThat(alignment.shift(), is(12));
    read(100, 2048);
    assertThat(alignment.shift(), is(11));
    read(100, 512);
    assertThat(alignment.shift(), is(9));
  }

  @Test
  void aFewReadsElsewhereDoNotCount() {
    read(1000, 4096);
    read(20, 512);
    assertThat(alignment.shift(), is(12));
  }

  @Test
  void readsThatStartWithinASectorDoNotCount() {
    read(10, 4096);
    for (int i = 0; i < 100; i++) {
      alignment.add(4096 * i + 1000);
    }
    assertThat(alignment.shift(), is(12));
  }

  @Test
  void manyReadsAreCounted() {
    for (int i = 0; i < 2100; i++) {
      read(1000, 2048);
    }
    assertThat(alignment.shift(), is(11));
  }
}
