package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.bytes.ArraySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ImageAsynchronousFileChannelTest {
  private final Opened opened = new Opened();

  private AsynchronousFileChannel channel() throws IOException {
    return new ImageAsynchronousFileChannel(
        new ArraySource(new byte[] {1, 2, 3, 4}), opened, "a", null);
  }

  private static CompletionHandler<Integer, CompletableFuture<Integer>> handler() {
    return new CompletionHandler<>() {
      @Override
      public void completed(Integer result, CompletableFuture<Integer> future) {
        future.complete(result);
      }

      @Override
      public void failed(Throwable error, CompletableFuture<Integer> future) {
        future.completeExceptionally(error);
      }
    };
  }

  @Test
  void readsForFuturesAndHandlers() throws Exception {
    try (AsynchronousFileChannel channel = channel()) {
      ByteBuffer target = ByteBuffer.allocate(3);
      assertThat(channel.read(target, 2).get(), is(2));
      assertThat(target.array(), is(new byte[] {3, 4, 0}));
      CompletableFuture<Integer> result = new CompletableFuture<>();
      channel.read(target, 4, result, handler());
      assertThat(result.get(), is(-1));
      assertThrows(IllegalArgumentException.class, () -> channel.read(target, -1));
      assertThat(channel.size(), is(4L));
    }
  }

  @Test
  void failsOnceClosed() throws Exception {
    AsynchronousFileChannel channel = channel();
    opened.closeAll();
    assertThat(channel.isOpen(), is(false));
    ByteBuffer target = ByteBuffer.allocate(3);
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> channel.read(target, 0).get());
    assertThat(e.getCause(), instanceOf(ClosedChannelException.class));
    CompletableFuture<Integer> result = new CompletableFuture<>();
    channel.read(target, 0, result, handler());
    assertThat(
        assertThrows(ExecutionException.class, result::get).getCause(),
        instanceOf(ClosedChannelException.class));
    assertThrows(ClosedChannelException.class, channel::size);
  }

  @Test
  void nothingIsWritten() throws Exception {
    try (AsynchronousFileChannel channel = channel()) {
      ByteBuffer source = ByteBuffer.allocate(1);
      assertThrows(NonWritableChannelException.class, () -> channel.write(source, 0));
      assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
      assertThrows(NonWritableChannelException.class, () -> channel.tryLock(0, 1, false));
      assertThat(channel.lock(0, 1, true).get().isShared(), is(true));
    }
  }
}
