package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.nio.MemoryVolume;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // seconds
class VolumeSetTest {
  private final MemoryVolume volume = new MemoryVolume();
  private final AtomicInteger opens = new AtomicInteger();
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Opens the volume after {@link #goOn}. */
  private Volume slowly() throws IOException {
    opens.incrementAndGet();
    opening.countDown();
    awaitGoOn();
    return volume;
  }

  private void awaitGoOn() throws IOException {
    try {
      assertThat(goOn.await(60, TimeUnit.SECONDS), is(true));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static VolumeSet set(VolumeView.Opener... openers) {
    List<VolumeCandidate> found = new ArrayList<>();
    for (VolumeView.Opener opener : openers) {
      found.add(
          new VolumeCandidate("disk", List.of(VolumeView.of("iso9660", opener)), false, null));
    }
    return new VolumeSet(new VolumeScanner.Found(found, null, Map.of()), ViewName.AUTO);
  }

  private record Opening(Thread thread, FutureTask<Volume> task) {
    static Opening of(VolumeSet volumes) {
      FutureTask<Volume> task = new FutureTask<>(() -> volumes.open(0));
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
      return new Opening(thread, task);
    }

    /** Returns once the thread waits for another one. */
    Opening waiting() {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      return this;
    }
  }

  @Test
  void oneThreadOpensAVolumeForAllThatWaitForIt() throws Exception {
    VolumeSet volumes = set(this::slowly);
    Opening first = Opening.of(volumes);
    opening.await();
    List<Opening> others = List.of(Opening.of(volumes), Opening.of(volumes));
    others.forEach(Opening::waiting);
    goOn.countDown();
    assertThat(first.task.get(), sameInstance(volume));
    for (Opening other : others) {
      assertThat(other.task.get(), sameInstance(volume));
    }
    assertThat(opens.get(), is(1));
  }

  @Test
  void otherVolumesOpenMeanwhile() throws Exception {
    MemoryVolume second = new MemoryVolume();
    VolumeSet volumes = set(this::slowly, () -> second);
    Opening first = Opening.of(volumes);
    opening.await();
    assertThat(volumes.open(1), sameInstance(second));
    goOn.countDown();
    assertThat(first.task.get(), sameInstance(volume));
  }

  @Test
  void anInterruptedWaiterDisturbsNoOtherThread() throws Exception {
    VolumeSet volumes = set(this::slowly);
    Opening first = Opening.of(volumes);
    opening.await();
    Opening interrupted = Opening.of(volumes).waiting();
    interrupted.thread.interrupt();
    Opening other = Opening.of(volumes).waiting();
    goOn.countDown();
    assertThat(first.task.get(), sameInstance(volume));
    assertThat(interrupted.task.get(), sameInstance(volume));
    assertThat(other.task.get(), sameInstance(volume));
  }

  @Test
  void aWaiterTriesItselfWhereTheFirstThreadFailed() throws Exception {
    VolumeSet volumes =
        set(
            () -> {
              if (opens.incrementAndGet() == 1) {
                opening.countDown();
                awaitGoOn();
                throw new IOException("at first");
              }
              return volume;
            });
    Opening first = Opening.of(volumes);
    opening.await();
    Opening second = Opening.of(volumes).waiting();
    goOn.countDown();
    assertThat(second.task.get(), sameInstance(volume));
    assertThrows(Exception.class, first.task::get);
  }

  @Test
  void aVolumeThatFailedIsTriedAgain() throws IOException {
    VolumeSet volumes =
        set(
            () -> {
              if (opens.incrementAndGet() == 1) {
                throw new IOException("at first");
              }
              return volume;
            });
    assertThat(volumes.openIfValid(0), is(nullValue()));
    assertThat(volumes.openIfValid(0), is(not(nullValue())));
  }

  @Test
  void aVolumeThatOpensDuringCloseIsClosed() throws Exception {
    VolumeSet volumes = set(this::slowly);
    Opening first = Opening.of(volumes);
    opening.await();
    volumes.close();
    goOn.countDown();
    first.task.get();
    assertThat(volume.closed(), is(true));
  }
}
