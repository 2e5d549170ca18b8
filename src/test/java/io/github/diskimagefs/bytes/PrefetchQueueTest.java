package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefetchQueueTest {
  private final List<PrefetchExecutor.Task> workers = new ArrayList<>();
  private final List<Long> decoded = new ArrayList<>();

  private PrefetchQueue queue(long maxBytes, int maxWorkers) {
    return new PrefetchQueue(maxBytes, maxWorkers, workers::add);
  }

  private boolean offer(PrefetchQueue queue, long chunk, long bytes) {
    return queue.offer(chunk, bytes, () -> decoded.add(chunk));
  }

  private void runWorkers() throws IOException {
    while (!workers.isEmpty()) {
      workers.remove(0).run();
    }
  }

  @Test
  void chunksAreDecodedInTheOrderOfTheirAnnouncementEachOnce() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    for (long chunk : new long[] {5, 2, 5, 9, 2}) {
      offer(queue, chunk, 10);
    }
    runWorkers();
    assertThat(decoded, contains(5L, 2L, 9L));
    assertThat(queue.decodeNext(), is(false));
  }

  @Test
  void noMoreWorkersRunThanAllowed() throws IOException {
    PrefetchQueue queue = queue(1000, 2);
    for (long chunk = 0; chunk < 5; chunk++) {
      offer(queue, chunk, 10);
    }
    assertThat(workers, hasSize(2));
    runWorkers();
    offer(queue, 6, 10);
    assertThat("a worker after the others ended", workers, hasSize(1));
  }

  @Test
  void aReaderDecodesWhatNoWorkerHasTaken() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    offer(queue, 1, 10);
    offer(queue, 2, 10);
    assertThat(queue.decodeNext(), is(true));
    assertThat(decoded, contains(1L));
    runWorkers();
    assertThat(decoded, contains(1L, 2L));
  }

  @Test
  void aChunkThatItsReaderDecodesLeavesTheQueue() throws IOException {
    PrefetchQueue queue = queue(20, 1);
    offer(queue, 1, 10);
    offer(queue, 2, 10);
    queue.remove(1);
    queue.remove(7);
    assertThat("room of chunk 1", offer(queue, 3, 10), is(true));
    runWorkers();
    assertThat(decoded, contains(2L, 3L));
  }

  @Test
  void aFullQueueTakesNoFurtherChunks() throws IOException {
    PrefetchQueue queue = queue(30, 1);
    assertThat(offer(queue, 1, 20), is(true));
    assertThat(offer(queue, 2, 11), is(false));
    assertThat("listed already", offer(queue, 1, 20), is(true));
    runWorkers();
    assertThat(offer(queue, 2, 11), is(true));
  }

  @Test
  void aLongChunkIsListedAlone() {
    PrefetchQueue queue = queue(30, 1);
    assertThat(offer(queue, 1, 62), is(false));
    assertThat(offer(queue, 1, 60), is(true));
    assertThat(offer(queue, 2, 1), is(false));
  }

  @Test
  void manySmallOrSixteenLargeChunksAreListed() {
    PrefetchQueue small = queue(Long.MAX_VALUE, 1);
    PrefetchQueue large = queue(Long.MAX_VALUE, 1);
    int smallChunks = 0;
    while (offer(small, smallChunks, 64 << 10)) {
      smallChunks++;
    }
    int largeChunks = 0;
    while (offer(large, largeChunks, 1 << 20)) {
      largeChunks++;
    }
    assertThat(smallChunks, is(64));
    assertThat(largeChunks, is(16));
  }

  @Test
  void anErrorIsIgnored() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    queue.offer(
        1,
        10,
        () -> {
          throw new IOException("broken");
        });
    offer(queue, 2, 10);
    runWorkers();
    assertThat(decoded, contains(2L));
  }

  @Test
  void aWorkerThatAnErrorEndedIsReplaced() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    queue.offer(
        1,
        10,
        () -> {
          throw new LinkageError("no library");
        });
    assertThrows(LinkageError.class, this::runWorkers);
    offer(queue, 2, 10);
    runWorkers();
    assertThat(decoded, contains(2L));
  }

  @Test
  void aWorkerGivesItsThreadBackAfterSomeChunks() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    for (long chunk = 0; chunk < 100; chunk++) {
      offer(queue, chunk, 10);
    }
    workers.remove(0).run();
    assertThat(decoded, hasSize(32));
    runWorkers();
    assertThat(decoded, hasSize(100));
  }

  @Test
  void aRejectedWorkerIsSubmittedAgainWithTheNextChunk() throws IOException {
    List<PrefetchExecutor.Task> rejected = new ArrayList<>();
    PrefetchQueue queue =
        new PrefetchQueue(
            1000, 1, task -> rejected.isEmpty() ? !rejected.add(task) : workers.add(task));
    offer(queue, 1, 10);
    assertThat(workers, empty());
    offer(queue, 2, 10);
    runWorkers();
    assertThat(decoded, contains(1L, 2L));
  }

  @Test
  void aClosedQueueDecodesNothing() throws IOException {
    PrefetchQueue queue = queue(1000, 1);
    offer(queue, 1, 10);
    queue.close();
    assertThat(offer(queue, 2, 10), is(false));
    runWorkers();
    assertThat(decoded, empty());
  }

  @Test
  void withASingleCoreNothingIsListed() {
    PrefetchQueue queue = queue(1000, 0);
    assertThat(offer(queue, 1, 10), is(false));
    assertThat(queue.decodeNext(), is(false));
  }
}
