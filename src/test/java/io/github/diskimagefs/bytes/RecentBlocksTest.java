package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {
  private static final int BLOCK = RecentBlocks.BLOCK_BYTES;

  private final byte[] bytes = new byte[3 * BLOCK + 100];
  private final List<Long> reads = new ArrayList<>();
  private int limit = bytes.length;
  private RecentBlocks blocks = new RecentBlocks(bytes.length, this::read);

  RecentBlocksTest() {
    new Random(5).nextBytes(bytes);
  }

  private int read(long position, ByteBuffer target) throws IOException {
    reads.add(position);
    int count = Math.min(target.remaining(), limit - (int) position);
    if (count <= 0) {
      throw new IOException("the file has shrunk");
    }
    target.put(bytes, (int) position, count);
    return count;
  }

  private void holds(int position, int count, int expected) {
    ByteBuffer target = ByteBuffer.allocate(count);
    assertThat(blocks.copy(position, target, count), is(expected));
    assertThat(
        Arrays.copyOf(target.array(), expected),
        is(Arrays.copyOfRange(bytes, position, position + expected)));
  }

  @Test
  void aBlockIsReadOnceAndCopiedUpToItsEnd() throws IOException {
    holds(BLOCK + 10, 20, 0);
    assertThat(blocks.load(BLOCK + 10, ByteBuffer.allocate(20), 20), is(20));
    holds(BLOCK, 500, 500);
    holds(2 * BLOCK - 7, 500, 7);
    holds(BLOCK - 1, 1, 0);
    holds(2 * BLOCK, 1, 0);
    assertThat(reads, contains((long) BLOCK));
  }

  @Test
  void aBlockThatCannotBeReadCompletelyIsTriedOnce() throws IOException {
    limit = BLOCK + 100;
    assertThat(blocks.load(BLOCK + 10, ByteBuffer.allocate(20), 20), is(20));
    holds(BLOCK + 50, 80, 50);
    assertThat(blocks.load(BLOCK + 200, ByteBuffer.allocate(20), 20), is(0));
    assertThrows(IOException.class, () -> blocks.load(2 * BLOCK, ByteBuffer.allocate(20), 20));
    assertThat(blocks.load(2 * BLOCK, ByteBuffer.allocate(20), 20), is(0));
    assertThat(reads, contains((long) BLOCK, 2L * BLOCK));
  }

  @Test
  void theLastBlockEndsWithTheFile() throws IOException {
    assertThat(blocks.load(3 * BLOCK, ByteBuffer.allocate(500), 500), is(100));
    holds(3 * BLOCK + 90, 10, 10);
  }

  @Test
  void aFileThatHasShrunkGivesNoBytesBehindItsEnd() throws IOException {
    limit = 2 * BLOCK + 50;
    assertThat(blocks.load(2 * BLOCK + 60, ByteBuffer.allocate(10), 10), is(0));
    assertThrows(IOException.class, () -> blocks.load(3 * BLOCK, ByteBuffer.allocate(1), 1));
    holds(3 * BLOCK, 1, 0);
  }

  @Test
  void aBlockIsWornAfterSomeUses() {
    for (int i = 0; i < RecentBlocks.READS_BEFORE_MAPPING; i++) {
      assertThat(blocks.isWorn(BLOCK + 5), is(false));
      assertThat(blocks.use(BLOCK + 5, BLOCK), is(i));
    }
    assertThat(blocks.isWorn(BLOCK), is(true));
    assertThat(blocks.isWorn(2 * BLOCK), is(true));
    assertThat(blocks.isWorn(3 * BLOCK), is(false));
    assertThat(blocks.isWorn(0), is(false));
  }

  @Test
  void aBlockInUseIsNotThereForAnotherReader() throws IOException {
    List<Integer> inside = new ArrayList<>();
    RecentBlocks[] reentrant = new RecentBlocks[1];
    reentrant[0] =
        new RecentBlocks(
            bytes.length,
            (position, target) -> {
              inside.add(reentrant[0].copy(position, ByteBuffer.allocate(1), 1));
              inside.add(reentrant[0].load(position, ByteBuffer.allocate(1), 1));
              return read(position, target);
            });
    assertThat(reentrant[0].load(0, ByteBuffer.allocate(1), 1), is(1));
    assertThat(inside, contains(0, 0));
  }

  @Test
  void positionsOfLargeFilesHaveBlocksToo() throws IOException {
    blocks =
        new RecentBlocks(
            1L << 50,
            (position, target) -> {
              reads.add(position);
              target.putLong(position);
              return Long.BYTES;
            });
    long start = (1L << 49) + 5L * BLOCK;
    ByteBuffer target = ByteBuffer.allocate(Long.BYTES);
    assertThat(blocks.load(start, target, Long.BYTES), is(Long.BYTES));
    assertThat(target.getLong(0), is(start));
    assertThat(blocks.copy(5L * BLOCK, target.clear(), 1), is(0));
  }
}
