package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A file of an image as an asynchronous read-only channel: plain reads on an executor. */
final class ImageAsynchronousFileChannel extends AsynchronousFileChannel {

  /** Holds the pool, which is created for the first channel without its own executor. */
  private static final class DefaultPool {
    static final Executor THREADS =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "diskimagefs-read");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A read that runs on the executor. */
  @FunctionalInterface
  private interface Operation<T> {
    T run() throws IOException;
  }

  private final ByteSource content;
  private final ResourceRegistry owner;
  private final Executor executor;
  private final Object file;
  private volatile boolean closed;

  /**
   * Opens a file.
   *
   * @param file the key of the file, for its locks
   * @param executor runs reads and handlers; null for daemon threads of this class
   * @throws java.nio.file.ClosedFileSystemException if {@code owner} is closed
   * @throws IOException if the image is truncated inside the file
   */
  ImageAsynchronousFileChannel(
      ByteSource content, ResourceRegistry owner, Object file, Executor executor)
      throws IOException {
    content.requireWhole();
    this.content = content;
    this.owner = owner;
    this.file = file;
    this.executor = executor == null ? DefaultPool.THREADS : executor;
    owner.register(this);
  }

  @Override
  public <A> void read(
      ByteBuffer target,
      long position,
      A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    Objects.requireNonNull(handler, "handler");
    check(target, position);
    submit(() -> readAt(target, position), attachment, handler);
  }

  @Override
  public Future<Integer> read(ByteBuffer target, long position) {
    check(target, position);
    return submit(() -> readAt(target, position));
  }

  private static void check(ByteBuffer target, long position) {
    if (position < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
  }

  private int readAt(ByteBuffer target, long position) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      requireOpen();
      int count;
      try {
        count = content.read(position + total, target);
      } catch (IOException e) {
        if (closed) {
          throw new AsynchronousCloseException();
        }
        if (total == 0) {
          throw e;
        }
        break; // return the bytes already read; the next read throws
      }
      if (count < 0) {
        return total == 0 ? -1 : total;
      }
      total += count;
    }
    return total;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return content.size();
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    Objects.requireNonNull(handler, "handler");
    if (!shared) {
      throw new NonWritableChannelException();
    }
    FileLock lock = isOpen() ? owner.locks().add(file, this, position, size) : null;
    submit(
        () -> {
          requireOpen();
          return FileLockTable.open(lock);
        },
        attachment,
        handler);
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    if (!shared) {
      throw new NonWritableChannelException();
    }
    FileLock lock = isOpen() ? owner.locks().add(file, this, position, size) : null;
    return submit(
        () -> {
          requireOpen();
          return FileLockTable.open(lock);
        });
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    requireOpen();
    if (!shared) {
      throw new NonWritableChannelException();
    }
    return FileLockTable.open(owner.locks().add(file, this, position, size));
  }

  private <T> Future<T> submit(Operation<T> operation) {
    CompletableFuture<T> future = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            future.complete(operation.run());
          } catch (IOException | RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private <T, A> void submit(
      Operation<T> operation, A attachment, CompletionHandler<T, ? super A> handler) {
    executor.execute(
        () -> {
          T result;
          try {
            result = operation.run();
          } catch (IOException | RuntimeException | Error e) {
            handler.failed(e, attachment);
            return;
          }
          handler.completed(result, attachment);
        });
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      owner.locks().releaseAll(this);
      owner.unregister(this);
    }
  }

  /** Does nothing, because nothing is ever written. */
  @Override
  public void force(boolean metaData) throws IOException {
    requireOpen();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) throws IOException {
    requireOpen();
    if (size < 0) {
      throw new IllegalArgumentException("Negative size");
    }
    throw new NonWritableChannelException();
  }

  @Override
  public <A> void write(
      ByteBuffer source,
      long position,
      A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    Objects.requireNonNull(handler, "handler");
    throw notWritable(source, position);
  }

  @Override
  public Future<Integer> write(ByteBuffer source, long position) {
    throw notWritable(source, position);
  }

  private static NonWritableChannelException notWritable(ByteBuffer source, long position) {
    Objects.requireNonNull(source, "source");
    if (position < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    return new NonWritableChannelException();
  }
}
