package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.bytes.FarFile.Request;
import io.github.diskimagefs.options.HostBlockOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads that read a host file that is not local. */
@Timeout(120)
class HostBlocksConcurrencyTest {
  private static final int THREADS = 16;
  private static final int MIB = 1 << 20;

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

  /** The work of one of several threads. */
  @FunctionalInterface
  private interface Work {
    void of(int thread) throws Exception;
  }

  private List<Thread> start(int count, Work work) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.of(number);
                } catch (Exception | Error e) {
                  errors.add(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void check(HostFile file, FarFile far, int position, int length)
      throws IOException {
    HostReads.check(file, far.bytes, position, ByteBuffer.allocate(length));
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IOException(e);
    }
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }

  /** Each request waits until there are sixteen, so one that waited for another would never end. */
  @Test
  void asManyRequestsRunAtATimeAsThreadsReadDifferentBlocks() throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    FarFile far = new FarFile(20 * MIB).on(request -> await(together));
    try (HostFile file = far.opened()) {
      join(start(THREADS, i -> check(file, far, 2 * MIB + i * MIB, 2048)));
      assertThat(far.channels(), is(THREADS));
    }
    assertThat(errors, is(empty()));
    assertThat(far.requests(), hasSize(THREADS));
    assertThat(far.channels(), is(0));
  }

  @Test
  void moreThreadsThanChannelsWaitForOne() throws Exception {
    FarFile far = new FarFile(80 * MIB);
    AtomicInteger most = new AtomicInteger();
    far.on(request -> most.accumulateAndGet(far.channels(), Math::max));
    try (HostFile file = far.opened()) {
      join(start(40, i -> check(file, far, 2 * MIB + i * MIB, 2048)));
    }
    assertThat(errors, is(empty()));
    assertThat(most.get(), is(lessThanOrEqualTo(ChannelPool.MAX_CHANNELS)));
  }

  @Test
  void aHostThatRefusesFurtherChannelsIsReadThroughThoseItHasGiven() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    FarFile far = new FarFile(20 * MIB).maxOpen(3).on(request -> await(together));
    try (HostFile file = far.opened()) {
      join(start(15, i -> check(file, far, 2 * MIB + i * MIB, 2048)));
      assertThat(far.channels(), is(3));
    }
    assertThat(errors, is(empty()));
  }

  @Test
  void oneThreadAloneOpensOneChannel() throws IOException {
    FarFile far = new FarFile(20 * MIB);
    try (HostFile file = far.opened()) {
      for (int i = 0; i < 20; i++) {
        check(file, far, i * MIB, 100);
      }
      assertThat(far.channels(), is(1));
    }
  }

  @Test
  void theChannelOfACallerIsReadByOneThreadAtATime() throws Exception {
    AtomicInteger reading = new AtomicInteger();
    FarFile far =
        new FarFile(20 * MIB)
            .expensive()
            .on(
                request -> {
                  if (reading.incrementAndGet() > 1) {
                    throw new IOException("two reads of one channel at a time");
                  }
                  reading.decrementAndGet();
                });
    try (HostFile file = far.opened()) {
      join(start(THREADS, i -> check(file, far, i * MIB, 100_000)));
      assertThat(far.channels(), is(1));
    }
    assertThat(errors, is(empty()));
  }

  @Test
  void aBlockIsOneRequestHoweverManyThreadsNeedIt() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    FarFile far =
        new FarFile(20 * MIB)
            .on(
                request -> {
                  requested.countDown();
                  awaitUninterruptibly(answer);
                });
    try (HostFile file = far.opened()) {
      List<Thread> threads = start(1, i -> check(file, far, 4 * MIB, 2048));
      requested.await();
      threads.addAll(start(THREADS, i -> check(file, far, 4 * MIB + i * 2048, 2048)));
      threads.subList(1, threads.size()).forEach(t -> awaitState(t, Thread.State.WAITING));
      answer.countDown();
      join(threads);
    }
    assertThat(errors, is(empty()));
    assertThat(far.requests(), is(List.of(Request.of(4096, 64))));
  }

  @Test
  void aFailedRequestFailsEachThreadByItsOwnException() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    FarFile far =
        new FarFile(20 * MIB)
            .on(
                request -> {
                  requested.countDown();
                  awaitUninterruptibly(answer);
                  throw new IOException("no answer");
                });
    try (HostFile file = far.opened()) {
      List<Thread> threads = start(1, i -> check(file, far, 4 * MIB, 2048));
      requested.await();
      threads.addAll(start(3, i -> check(file, far, 4 * MIB, 2048)));
      threads.subList(1, 4).forEach(t -> awaitState(t, Thread.State.WAITING));
      answer.countDown();
      join(threads);
    }
    assertThat(errors, hasSize(4));
    assertThat(errors.stream().distinct().toList(), hasSize(4));
    errors.forEach(e -> assertThat(e.getMessage(), is("no answer")));
  }

  @Test
  void anInterruptOfTheFetchingThreadHurtsNoOther() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    Thread[] fetching = new Thread[1];
    FarFile far =
        new FarFile(20 * MIB)
            .on(
                request -> {
                  if (Thread.currentThread() == fetching[0]) {
                    requested.countDown();
                    try {
                      new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                      throw (IOException) new InterruptedIOException().initCause(e);
                    }
                  }
                });
    AtomicBoolean flag = new AtomicBoolean();
    try (HostFile file = far.opened()) {
      List<Thread> threads =
          start(
              1,
              i -> {
                fetching[0] = Thread.currentThread();
                check(file, far, 4 * MIB, 2048);
                flag.set(Thread.interrupted());
              });
      requested.await();
      threads.addAll(start(3, i -> check(file, far, 4 * MIB, 2048)));
      threads.subList(1, 4).forEach(t -> awaitState(t, Thread.State.WAITING));
      fetching[0].interrupt();
      join(threads);
    }
    assertThat(errors, is(empty()));
    assertThat(flag.get(), is(true));
  }

  @Test
  void aThreadThatWaitsForTheBlockOfAnotherKeepsItsInterrupt() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    FarFile far =
        new FarFile(20 * MIB)
            .on(
                request -> {
                  requested.countDown();
                  awaitUninterruptibly(answer);
                });
    AtomicBoolean flag = new AtomicBoolean();
    try (HostFile file = far.opened()) {
      List<Thread> threads = start(1, i -> check(file, far, 4 * MIB, 2048));
      requested.await();
      threads.addAll(
          start(
              1,
              i -> {
                check(file, far, 4 * MIB, 2048);
                flag.set(Thread.interrupted());
              }));
      awaitState(threads.get(1), Thread.State.WAITING);
      threads.get(1).interrupt();
      answer.countDown();
      join(threads);
    }
    assertThat(errors, is(empty()));
    assertThat(flag.get(), is(true));
  }

  @Test
  void closingEndsThreadsThatWaitForAChannel() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    FarFile far =
        new FarFile(20 * MIB)
            .maxOpen(1)
            .on(
                request -> {
                  requested.countDown();
                  awaitUninterruptibly(answer);
                });
    HostFile file = far.opened();
    List<Thread> threads = start(1, i -> file.read(4 * MIB, ByteBuffer.allocate(10)));
    requested.await();
    List<Thread> waiting = start(3, i -> file.read((8L + i) * MIB, ByteBuffer.allocate(10)));
    waiting.forEach(t -> awaitState(t, Thread.State.WAITING));
    file.close();
    join(waiting);
    answer.countDown();
    join(threads);
    assertThat(errors, is(not(empty())));
    errors.forEach(e -> assertThat(e, is(instanceOf(ClosedChannelException.class))));
    assertThat(far.channels(), is(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {64 << 10, 300_000, 8 << 20})
  void manyThreadsReadTheRightBytesWhateverTheCacheHolds(long cache) throws Exception {
    FarFile far = new FarFile(3 * MIB);
    try (HostFile file = far.opened(new HostBlockOptions(64 << 10, cache, MIB))) {
      join(
          start(
              8,
              i -> {
                Random random = new Random(i);
                for (int n = 0; n < 300; n++) {
                  check(file, far, random.nextInt(3 * MIB), 1 + random.nextInt(20_000));
                }
              }));
    }
    assertThat(errors, is(empty()));
  }

  @Test
  void releasedChannelsAreOpenedAgain() throws IOException {
    FarFile far = new FarFile(20 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 4 * MIB, 10);
      file.releaseHandles();
      assertThat(far.channels(), is(0));
      check(file, far, 8 * MIB, 10);
      assertThat(far.requests(), containsInAnyOrder(Request.of(4096, 64), Request.of(8192, 64)));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
