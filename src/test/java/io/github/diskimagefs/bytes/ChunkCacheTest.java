package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChunkCacheTest {
  private final Object owner = new Object();

  private static byte[] chunk(long index) {
    byte[] bytes = new byte[100];
    bytes[0] = (byte) index;
    return bytes;
  }

  private long held(ChunkCache cache, int chunks) {
    long held = 0;
    for (int i = 0; i < chunks; i++) {
      held += cache.peek(owner, i) == null ? 0 : 100;
    }
    return held;
  }

  @Test
  void decodesEachChunkOnceWhereThereIsRoom() throws IOException {
    ChunkCache cache = new ChunkCache(1000);
    for (int i = 0; i < 50; i++) {
      assertThat(cache.get(owner, i % 10, ChunkCacheTest::chunk)[0], is((byte) (i % 10)));
    }
    assertThat(cache.loads(), is(10L));
  }

  @Test
  void holdsNoMoreThanItsBound() throws IOException {
    ChunkCache cache = new ChunkCache(250);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      long index = random.nextInt(20);
      assertThat(cache.get(owner, index, ChunkCacheTest::chunk)[0], is((byte) index));
      assertThat(held(cache, 20), lessThanOrEqualTo(200L));
    }
  }

  @Test
  void whatIsUsedAgainStaysLonger() throws IOException {
    ChunkCache cache = new ChunkCache(300);
    byte[] often = cache.get(owner, 0, ChunkCacheTest::chunk);
    for (int i = 1; i < 20; i++) {
      cache.get(owner, i, ChunkCacheTest::chunk);
      assertThat(cache.get(owner, 0, ChunkCacheTest::chunk), sameInstance(often));
    }
  }

  @Test
  void aChunkLargerThanTheBoundIsGivenAndNotHeld() throws IOException {
    ChunkCache cache = new ChunkCache(99);
    assertThat(cache.get(owner, 1, ChunkCacheTest::chunk).length, is(100));
    assertThat(cache.peek(owner, 1), nullValue());
  }

  @Test
  void ownersAreKeptApartAndDroppedAlone() throws IOException {
    ChunkCache cache = new ChunkCache(1000);
    Object other = new Object();
    cache.get(owner, 1, ChunkCacheTest::chunk);
    byte[] kept = cache.get(other, 1, index -> chunk(9));
    assertThat(kept[0], is((byte) 9));
    cache.drop(owner);
    assertThat(cache.peek(owner, 1), nullValue());
    assertThat(cache.peek(other, 1), sameInstance(kept));
  }

  @Test
  void aChunkThatFailedIsTriedAgain() throws IOException {
    ChunkCache cache = new ChunkCache(1000);
    ChunkCache.Loader broken =
        index -> {
          throw new MalformedImageException("chunk", index, "broken");
        };
    assertThrows(MalformedImageException.class, () -> cache.get(owner, 1, broken));
    assertThrows(MalformedImageException.class, () -> cache.get(owner, 1, broken));
    assertThat(cache.get(owner, 1, ChunkCacheTest::chunk)[0], is((byte) 1));
  }

  @Test
  void oneDecodesAndTheOthersWaitEvenInterrupted() throws Exception {
    ChunkCache cache = new ChunkCache(1000);
    CountDownLatch decoding = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Queue<Object> results = new ConcurrentLinkedQueue<>();
    Thread first =
        new Thread(
            () ->
                get(
                    cache,
                    results,
                    index -> {
                      decoding.countDown();
                      try {
                        goOn.await();
                      } catch (InterruptedException e) {
                        throw new IOException(e);
                      }
                      return chunk(index);
                    }));
    first.start();
    decoding.await();
    List<Thread> waiting = new ArrayList<>(List.of(first));
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> get(cache, results, ChunkCacheTest::chunk));
      thread.start();
      thread.interrupt();
      waiting.add(thread);
    }
    goOn.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(cache.loads(), is(1L));
    assertThat(results.stream().distinct().count(), is(1L));
    assertThat(results.size(), is(4));
  }

  private void get(ChunkCache cache, Queue<Object> results, ChunkCache.Loader loader) {
    try {
      results.add(cache.get(owner, 5, loader));
    } catch (IOException e) {
      results.add(e);
    }
  }

  private interface Work {
    void run(Random random) throws IOException;
  }

  private static void byFourThreads(int rounds, Work work) throws InterruptedException {
    Queue<Object> faults = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Random random = new Random(t);
      threads.add(
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < rounds; i++) {
                    work.run(random);
                  }
                } catch (IOException | RuntimeException | AssertionError e) {
                  faults.add(e);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(faults, is(empty()));
  }

  @Test
  void manyThreadsGetTheRightBytes() throws Exception {
    ChunkCache cache = new ChunkCache(500);
    byFourThreads(
        5000,
        random -> {
          int index = random.nextInt(12);
          assertThat(cache.get(owner, index, ChunkCacheTest::chunk)[0], is((byte) index));
        });
    assertThat(held(cache, 12), lessThanOrEqualTo(500L));
  }

  private static final int PIECE = Chunk.PIECE;

  private static Chunk chunkOf(ChunkCache cache, int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    Chunk chunk = cache.allocate(size);
    chunk.fill(0, ByteBuffer.wrap(bytes));
    return chunk;
  }

  private static final int LENGTH = 8 << 10;

  private static byte[] filled(ChunkCache cache, long index) {
    byte[] chunk = cache.array(LENGTH);
    Arrays.fill(chunk, (byte) index);
    return chunk;
  }

  @Test
  void arraysOfEvictedChunksAreDecodedIntoAgain() throws IOException {
    ChunkCache cache = new ChunkCache(16 * LENGTH);
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 200; i++) {
      int expected = i;
      cache.read(
          owner,
          i,
          index -> filled(cache, index),
          chunk -> {
            arrays.add(chunk);
            assertThat(chunk[LENGTH - 1], is((byte) expected));
            return 0;
          });
    }
    assertThat(arrays.size(), lessThanOrEqualTo(20));
  }

  @Test
  void anArrayThatAReaderKeepsIsNotReused() throws IOException {
    ChunkCache cache = new ChunkCache(16 * LENGTH);
    byte[] kept = cache.get(owner, 1, index -> filled(cache, index));
    for (int i = 2; i < 100; i++) {
      cache.read(owner, i, index -> filled(cache, index), chunk -> 0);
    }
    assertThat(cache.peek(owner, 1), is(nullValue()));
    assertThat(kept[0], is((byte) 1));
  }

  @Test
  void manyThreadsReadChunksWhoseArraysAreReused() throws Exception {
    ChunkCache cache = new ChunkCache(16 * LENGTH);
    byFourThreads(
        20_000,
        random -> {
          long number = random.nextInt(40);
          cache.read(
              owner,
              number,
              index -> filled(cache, index),
              chunk -> {
                int at = random.nextInt(LENGTH);
                assertThat(chunk[at], is((byte) number));
                return 0;
              });
        });
  }

  private void put(ChunkCache cache, long first, int pieces) {
    cache.put(owner, first, chunkOf(cache, pieces * PIECE, (int) first), 0, 0);
  }

  private int read(ChunkCache cache, long index, int from, int count) {
    ByteBuffer target = ByteBuffer.allocate(count);
    int got = cache.copy(owner, index, from, target);
    for (int i = 0; i < got; i++) {
      assertThat(target.get(i), is((byte) (index / 10 * 10)));
    }
    return got;
  }

  @Test
  void aChunkIsHeldByPieces() {
    ChunkCache cache = new ChunkCache(4 * PIECE);
    cache.put(owner, 0, chunkOf(cache, 2 * PIECE + 7, 0), 0, 0);
    assertThat(read(cache, 0, 0, 10), is(10));
    assertThat(read(cache, 1, PIECE - 3, 10), is(3));
    assertThat(read(cache, 2, 0, 10), is(7));
    assertThat(read(cache, 3, 0, 10), is(-1));
    assertThat(cache.loads(), is(1L));
  }

  @Test
  void whatWasReadToItsEndGoesFirst() {
    ChunkCache cache = new ChunkCache(4 * PIECE);
    put(cache, 0, 2);
    put(cache, 10, 2);
    read(cache, 10, 0, PIECE);
    put(cache, 20, 1);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 10), is(false));
    assertThat(cache.holds(owner, 11), is(true));
  }

  @Test
  void whatIsReadAgainIsNotSpent() {
    ChunkCache cache = new ChunkCache(3 * PIECE);
    put(cache, 0, 1);
    read(cache, 0, 0, PIECE);
    read(cache, 0, 100, 5);
    put(cache, 10, 2);
    read(cache, 10, 0, PIECE);
    put(cache, 20, 1);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 10), is(false));
  }

  /** Decodes some chunks of which nothing is read. */
  private void putOthers(ChunkCache cache, int first, int count) {
    for (int i = 0; i < count; i++) {
      put(cache, first + 10 * i, 1);
    }
  }

  @Test
  void aPieceWhoseBlocksWereReadInPartGoesSoon() {
    ChunkCache cache = new ChunkCache(7 * PIECE);
    put(cache, 0, 2);
    for (int block = 0; block < PIECE; block += 4096) {
      read(cache, 1, block, 1000); // a file that does not fill its block
    }
    putOthers(cache, 10, 6);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 1), is(false));
  }

  @Test
  void aPieceWithABlockLeftIsNotSpent() {
    ChunkCache cache = new ChunkCache(7 * PIECE);
    put(cache, 0, 2);
    for (int block = 2048; block < PIECE; block += 2048) {
      read(cache, 1, block, 1000);
    }
    putOthers(cache, 10, 6);
    assertThat(cache.holds(owner, 0), is(false));
    assertThat(cache.holds(owner, 1), is(true));
  }

  @Test
  void thePiecesOfAChunkInUseStay() {
    ChunkCache cache = new ChunkCache(4 * PIECE);
    put(cache, 0, 2);
    put(cache, 10, 2);
    read(cache, 1, 0, 10);
    put(cache, 20, 2);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 1), is(true));
    assertThat(cache.holds(owner, 10), is(false));
  }

  @Test
  void aSpentPieceIsNotKeptAgainForTheOthersOfItsChunk() {
    ChunkCache cache = new ChunkCache(1 << 20);
    put(cache, 0, 2);
    read(cache, 1, 0, PIECE);
    cache.drop(owner);
    cache.put(owner, 0, chunkOf(cache, 2 * PIECE, 0), 0, 10);
    putOthers(cache, 10, (1 << 20) / PIECE - 1);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 1), is(false));
  }

  @Test
  void aChunkReadASecondTimeIsKept() {
    ChunkCache cache = new ChunkCache(1 << 20);
    put(cache, 0, 2);
    read(cache, 0, 0, PIECE);
    read(cache, 1, 0, PIECE);
    cache.drop(owner);
    cache.put(owner, 0, chunkOf(cache, 2 * PIECE, 0), 0, 10);
    putOthers(cache, 10, (1 << 20) / PIECE - 2);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 1), is(true));
  }

  /** A half of each chunk is read 16 chunks later than the other, as in a walk through a tree. */
  @Test
  void chunksOfScatteredFilesAreDecodedOnce() {
    ChunkCache cache = new ChunkCache(112 * PIECE);
    int chunks = 60;
    for (int i = 0; i < chunks + 16; i++) {
      if (i < chunks) {
        readFiles(cache, i * 10, 0);
      }
      if (i >= 16) {
        readFiles(cache, (i - 16) * 10, 4);
      }
    }
    assertThat(cache.loads(), is((long) chunks));
  }

  /** Reads files of 1000 bytes in blocks of 4096 from four pieces of a chunk of eight. */
  private void readFiles(ChunkCache cache, int chunk, int piece) {
    for (int offset = piece * PIECE; offset < (piece + 4) * PIECE; offset += 4096) {
      if (read(cache, chunk + offset / PIECE, offset % PIECE, 1000) < 0) {
        cache.put(owner, chunk, chunkOf(cache, 8 * PIECE, chunk), offset, 1000);
      }
    }
  }

  @Test
  void whatItsDecoderReadIsSpentFromTheStart() {
    ChunkCache cache = new ChunkCache(2 * PIECE);
    cache.put(owner, 0, chunkOf(cache, 2 * PIECE, 0), 5, 2 * PIECE - 5);
    put(cache, 10, 1);
    assertThat(cache.holds(owner, 0), is(true));
    assertThat(cache.holds(owner, 1), is(false));
  }

  @Test
  void aChunkOfPiecesLargerThanTheBoundIsNotHeld() {
    ChunkCache cache = new ChunkCache(PIECE);
    assertThat(cache.put(owner, 0, chunkOf(cache, PIECE + 1, 0), 0, 0), is(false));
    assertThat(cache.holds(owner, 0), is(false));
  }

  @Test
  void arraysThatWaitForUseAreFewBesideWhatIsHeld() throws IOException {
    ChunkCache cache = new ChunkCache(16 * PIECE);
    put(cache, 0, 16);
    for (int i = 0; i < 16; i++) {
      cache.get(new Object(), i, index -> new byte[PIECE]);
    }
    assertThat(cache.held(), is(18L * PIECE));
    put(cache, 10, 16);
    assertThat(read(cache, 10, 0, PIECE), is(PIECE));
    assertThat(cache.held(), is(16L * PIECE));
  }

  @Test
  void dropForgetsPiecesToo() {
    ChunkCache cache = new ChunkCache(4 * PIECE);
    put(cache, 0, 2);
    read(cache, 1, 0, PIECE);
    cache.drop(owner);
    assertThat(read(cache, 0, 0, 1), is(-1));
    assertThat(read(cache, 1, 0, 1), is(-1));
    put(cache, 10, 4);
    assertThat(read(cache, 13, 0, 1), is(1));
  }

  /** Arrays go from piece to piece while readers copy: none may see the bytes of another. */
  @Test
  void manyThreadsReadPiecesThatComeAndGo() throws Exception {
    ChunkCache cache = new ChunkCache(6 * PIECE);
    byFourThreads(
        3000,
        random -> {
          int first = random.nextInt(10) * 10;
          if (read(cache, first + random.nextInt(2), 0, PIECE) < 0) {
            put(cache, first, 2);
          }
        });
  }
}
