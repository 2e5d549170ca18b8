package io.github.diskimagefs.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WriteTimeoutsTest {
  private final WriteTimeouts timeouts = new WriteTimeouts();

  @Test
  void aWriteThatLastsIsEndedAndLeavesNoInterrupt() throws Exception {
    Pipe pipe = Pipe.open();
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Exception> thrown = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                timeouts.write(
                    () -> {
                      started.countDown();
                      pipe.sink().write(ByteBuffer.allocate(1 << 24)); // more than a pipe holds
                    });
              } catch (Exception e) {
                thrown.set(e);
              }
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    started.await();
    timeouts.expire(0);
    thread.join();
    assertThat(thrown.get(), is(instanceOf(ClosedByInterruptException.class)));
    assertThat(interrupted.get(), is(false));
    pipe.source().close();
  }

  @Test
  void aWriteThatHasEndedIsLeftAlone() throws IOException {
    timeouts.write(() -> {});
    timeouts.expire(-1);
    assertThat(Thread.interrupted(), is(false));
    timeouts.write(() -> timeouts.expire(Long.MAX_VALUE));
    assertThat(Thread.interrupted(), is(false));
  }
}
