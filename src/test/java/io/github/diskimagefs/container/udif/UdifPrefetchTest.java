package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that several threads decode, each once, without waiting for one another. */
class UdifPrefetchTest {
  private static final int RUN = 8 * 512;

  /** More than there are workers, so that one is left for the reader. */
  private static final int RUNS = PrefetchExecutor.COUNT + 2;

  private final byte[] disk = new byte[RUNS * RUN];
  private final ChunkCache cache = new ChunkCache(1 << 20);
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final Thread reader = Thread.currentThread();
  private final AtomicInteger readerReads = new AtomicInteger();

  @AfterEach
  void stop() {
    open.countDown();
    other.shutdownNow();
  }

  /** The data fork: threads but the test's own wait until that has read from it or opened it. */
  private final class Gate implements ByteSource {
    private final ByteSource data;

    Gate(ByteSource data) {
      this.data = data;
    }

    @Override
    public long size() {
      return data.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      if (Thread.currentThread().equals(reader)) {
        readerReads.incrementAndGet();
        open.countDown();
      } else {
        started.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return data.read(position, target);
    }

    @Override
    public HostExtent extent(long position, long length) {
      return HostExtent.computed(length);
    }
  }

  private UdifSource source() throws IOException {
    new Random(3).nextBytes(disk);
    byte[] image = UdifImage.of(disk).chunks(RUN / 512).as(Stored.ZLIB).bytes();
    ByteSource bytes = new ArraySource(image);
    long trailer = bytes.size() - KolyTrailer.SIZE;
    KolyTrailer koly = KolyTrailer.read(bytes, trailer);
    BlockRuns runs =
        BlockRuns.of(
            BlockTableReader.read(bytes, koly, trailer), koly.dataLength(), koly.sectors());
    return new UdifSource(new Gate(bytes), runs, cache);
  }

  private static byte[] read(ByteSource source, int length) {
    byte[] bytes = new byte[length];
    try {
      source.readFully(0, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  @Test
  void aReaderDecodesAnotherRunWhileItWaitsForOne() throws Exception {
    assumeTrue(PrefetchExecutor.COUNT > 1, "with a single core nothing is decoded ahead");
    try (UdifSource source = source()) {
      Future<byte[]> first = other.submit(() -> read(source, RUN));
      started.await();
      source.prefetch(RUN, disk.length - RUN);
      read(source, RUN); // opens the gate by the data of another run
      assertThat(readerReads.get(), greaterThan(0));
      assertThat(read(source, disk.length), is(disk));
      first.get();
      assertThat("each run once", cache.loads(), is((long) RUNS));
    }
  }

  @Test
  void anInterruptedReaderGetsItsRunAndKeepsTheInterrupt() throws Exception {
    assumeTrue(PrefetchExecutor.COUNT > 1, "with a single core nothing is decoded ahead");
    try (UdifSource source = source()) {
      Future<byte[]> first = other.submit(() -> read(source, RUN));
      started.await();
      source.prefetch(RUN, disk.length - RUN);
      reader.interrupt();
      read(source, RUN);
      assertThat(Thread.interrupted(), is(true));
      assertThat(read(source, disk.length), is(disk));
      first.get();
    }
  }

  @Test
  void aRunDecodedDuringTheCloseIsNotKept() throws Exception {
    UdifSource source = source();
    Future<byte[]> first = other.submit(() -> read(source, RUN));
    started.await();
    source.close();
    open.countDown();
    first.get();
    assertThat(cache.holds(source, 0), is(false));
  }
}
