package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.UnsupportedImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DictionaryMemoryTest {
  private final DictionaryMemory memory = new DictionaryMemory(100, TimeUnit.MINUTES.toNanos(1));

  @Test
  void streamsShareTheMemoryAndReturnItWhenClosed() throws Exception {
    DictionaryMemory.Share first = memory.ofStream("xz");
    DictionaryMemory.Share second = memory.ofStream("lzip");
    first.require(60);
    first.require(40);
    UnsupportedImageException e =
        assertThrows(UnsupportedImageException.class, () -> second.require(50));
    assertThat(e.feature(), containsString("lzip that needs 50 more bytes of memory"));
    assertThat(memory.used(), is(60L));
    first.close();
    second.require(100);
    second.close();
    second.close();
    assertThat(memory.used(), is(0L));
  }

  @Test
  void dictionaryThatNeverFitsIsRefusedAtOnce() throws Exception {
    DictionaryMemory.Share chunk = memory.ofChunk("xz");
    memory.ofChunk("xz").require(100);
    assertThrows(UnsupportedImageException.class, () -> chunk.require(101));
  }

  @Test
  @Timeout(60)
  void memoryOfChunksIsWaitedFor() throws Exception {
    DictionaryMemory.Share chunk = memory.ofChunk("xz");
    chunk.require(80);
    DictionaryMemory.Share next = memory.ofStream("xz");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                next.require(90);
              } catch (UnsupportedImageException e) {
                throw new AssertionError(e);
              }
            });
    chunk.close();
    waiting.get();
    assertThat(memory.used(), is(90L));
  }

  @Test
  @Timeout(60)
  void threadsAreServedInTheirOrder() throws Exception {
    DictionaryMemory.Share large = memory.ofChunk("xz");
    large.require(80);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      waiting.add(
          CompletableFuture.runAsync(
              () -> {
                try (DictionaryMemory.Share share = memory.ofChunk("xz")) {
                  share.require(90);
                  order.add(number);
                } catch (UnsupportedImageException e) {
                  throw new AssertionError(e);
                }
              },
              command -> new Thread(command).start()));
      while (memory.waiting() <= i) {
        Thread.onSpinWait();
      }
    }
    large.close();
    for (CompletableFuture<Void> thread : waiting) {
      thread.get();
    }
    assertThat(order, is(List.of(0, 1, 2)));
    assertThat(memory.used(), is(0L));
  }

  @Test
  void waitEndsAfterItsTime() throws Exception {
    DictionaryMemory impatient = new DictionaryMemory(100, 1);
    impatient.ofChunk("xz").require(80);
    assertThrows(UnsupportedImageException.class, () -> impatient.ofChunk("xz").require(30));
  }
}
