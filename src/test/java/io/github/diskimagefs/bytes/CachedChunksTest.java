package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedChunksTest {
  private final List<PrefetchExecutor.Task> workers = new ArrayList<>();
  private final ChunkCache cache = new ChunkCache(1000);
  private final CachedChunks chunks =
      new CachedChunks(cache, new PrefetchQueue(1000, 1, workers::add));
  private final Queue<Long> decoded = new ConcurrentLinkedQueue<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    end.countDown();
    other.shutdownNow();
  }

  private byte[] decode(long index) {
    decoded.add(index);
    return new byte[] {(byte) index};
  }

  private byte[] slow(long index) throws IOException {
    started.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return decode(index);
  }

  private Future<byte[]> decodeSlowly(long index) throws InterruptedException {
    Future<byte[]> result = other.submit(() -> chunks.get(index, this::slow));
    started.await();
    return result;
  }

  @Test
  void aReaderDecodesExpectedChunksWhileItWaitsForAnotherThread() throws Exception {
    Future<byte[]> first = decodeSlowly(1);
    chunks.expect(2, 1, this::decode);
    chunks.expect(
        3,
        1,
        index -> {
          end.countDown(); // chunk 1 is finished only after this thread has come here
          return decode(index);
        });
    assertThat(chunks.get(1, this::decode), is(new byte[] {1}));
    assertThat(first.get(), is(new byte[] {1}));
    assertThat(chunks.get(3, this::decode), is(new byte[] {3}));
    assertThat(cache.loads(), is(3L));
    assertThat(decoded.peek(), is(2L));
  }

  @Test
  void aWorkerSkipsAChunkThatAnotherThreadDecodes() throws Exception {
    Future<byte[]> first = decodeSlowly(1);
    chunks.expect(2, 1, this::decode);
    cache.decodeAhead(chunks, 1, this::decode);
    workers.remove(0).run();
    assertThat("chunk 1 is not decoded yet", decoded, contains(2L));
    end.countDown();
    first.get();
    assertThat(decoded, contains(2L, 1L));
  }

  @Test
  void aChunkInTheCacheIsNotListed() throws IOException {
    chunks.get(1, this::decode);
    assertThat(chunks.expect(1, 1, this::decode), is(true));
    assertThat(workers, empty());
  }

  @Test
  void aChunkReadBeforeItsTurnIsDecodedOnce() throws IOException {
    chunks.expect(1, 1, this::decode);
    chunks.expect(2, 1, this::decode);
    chunks.get(2, this::decode);
    workers.remove(0).run();
    assertThat(decoded, contains(2L, 1L));
    assertThat(cache.loads(), is(2L));
  }

  @Test
  void chunksDecodedDuringTheCloseAreNotKept() throws IOException {
    chunks.expect(
        1,
        1,
        index -> {
          chunks.close();
          return decode(index);
        });
    workers.remove(0).run();
    assertThat(decoded, contains(1L));
    assertThat(cache.holds(chunks, 1), is(false));
    assertThat(cache.held(), is(0L));
  }

  @Test
  void nothingIsDecodedAheadAfterTheClose() throws IOException {
    chunks.expect(1, 1, this::decode);
    chunks.close();
    workers.remove(0).run();
    assertThat(decoded, empty());
  }

  @Test
  void anInterruptedReaderGetsTheChunkAndKeepsItsInterrupt() throws Exception {
    Future<byte[]> first = decodeSlowly(1);
    chunks.expect(
        2,
        1,
        index -> {
          end.countDown();
          return decode(index);
        });
    Thread.currentThread().interrupt();
    byte[] chunk = chunks.get(1, this::decode);
    assertThat(Thread.interrupted(), is(true));
    assertThat(chunk, is(new byte[] {1}));
    assertThat(first.get(), is(new byte[] {1}));
  }
}
