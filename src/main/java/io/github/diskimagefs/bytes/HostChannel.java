package io.github.diskimagefs.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The channels of one host file: one that all readers share, and lent ones for transfers. If the
 * file is neither local nor in another image, each read has a lent channel, because other providers
 * may let one read of a channel wait for the other.
 *
 * <p>An interrupt closes a {@link FileChannel} for every thread that shares it. A read can be
 * repeated, so the interrupted thread keeps its flag, and the channel is reopened for all. A
 * transfer cannot be repeated, because its target may hold part of the bytes already: each transfer
 * has its own channel, and so has a read after several interrupts.
 */
final class HostChannel implements Closeable {

  /** An operation on the shared channel; repeated if an interrupt closes the channel meanwhile. */
  @FunctionalInterface
  interface Use<T> {
    T with(SeekableByteChannel channel) throws IOException;
  }

  /** An operation on a lent channel. */
  @FunctionalInterface
  interface Transfer {
    long with(FileChannel channel) throws IOException;
  }

  /** Idle channels kept for the next transfers. */
  private static final int MAX_SPARES = 2;

  /**
   * Attempts on the shared channel before an operation opens its own, because interrupts close the
   * shared one again and again.
   */
  private static final int MAX_SHARED_TRIES = 4;

  private static final int MAX_TRIES = 1000;

  private final String name;
  private final HostFile.Opener opener;
  private final long size;
  private final boolean remote;
  private final boolean growing;
  private final Object lock = new Object();
  private final Deque<FileChannel> spares = new ArrayDeque<>();
  private final Set<FileChannel> lent = new HashSet<>();
  private final ChannelPool pool;
  private volatile SeekableByteChannel shared;
  private volatile boolean closed;

  HostChannel(String name, HostFile.Opener opener) throws IOException {
    this(name, opener, false);
  }

  /**
   * Opens a file.
   *
   * @param growing whether the file is still written, so that it may be longer when it is opened
   *     again
   */
  HostChannel(String name, HostFile.Opener opener, boolean growing) throws IOException {
    this.name = name;
    this.growing = growing;
    this.opener = opener;
    SeekableByteChannel first = opener.open();
    this.size = size(first);
    this.remote = opener.nested() && !(first instanceof EmbeddedChannel);
    this.pool = remote && opener.cheap() ? new ChannelPool(first, this::reopen) : null;
    this.shared = first;
  }

  /** Returns whether each read may be a request to a server. */
  boolean remote() {
    return remote;
  }

  private static long size(SeekableByteChannel channel) throws IOException {
    try {
      return channel.size();
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, channel);
      throw e;
    }
  }

  /** Returns the size that the file had when it was opened. */
  long size() {
    return size;
  }

  /** Throws if the file can be read no longer. */
  void requireUsable() throws IOException {
    opener.requireUsable();
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Uses the shared channel, and repeats the operation if another thread's interrupt closed the
   * channel. After an interrupt of this thread, the operation is repeated on another thread.
   */
  <T> T use(Use<T> use) throws IOException {
    return use(use, false);
  }

  /** As {@link #use(Use)}, but always on this thread, however often it is interrupted. */
  <T> T useHere(Use<T> use) throws IOException {
    return use(use, true);
  }

  private <T> T use(Use<T> use, boolean here) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      for (int tries = 0; ; tries++) {
        try {
          if (pool != null) {
            return pooled(use);
          }
          return tries < MAX_SHARED_TRIES || !canLend() ? shared(use) : alone(use);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          if (!here) {
            return Uninterruptibly.call(() -> useHere(use));
          }
          tries = Math.max(tries, MAX_SHARED_TRIES);
          if (tries >= MAX_TRIES) {
            throw e;
          }
        } catch (ClosedChannelException e) {
          // Another thread's interrupt closed the channel, unless this or the host is closed.
          if (closed || tries >= (pool == null ? MAX_TRIES : MAX_SHARED_TRIES)) {
            throw e;
          }
        } catch (IOException e) {
          // Other providers have exceptions of their own for interrupts.
          if (!remote || !Interrupts.caused(e)) {
            throw e;
          }
          interrupted = true;
          if (!here) {
            return Uninterruptibly.call(() -> useHere(use));
          }
          if (tries >= MAX_SHARED_TRIES) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T shared(Use<T> use) throws IOException {
    SeekableByteChannel channel = shared;
    try {
      return use.with(channel);
    } catch (ClosedChannelException e) {
      // A channel that wraps another one may still report that it is open.
      replace(channel);
      throw e;
    }
  }

  private <T> T pooled(Use<T> use) throws IOException {
    SeekableByteChannel channel = pool.lend();
    boolean done = false;
    try {
      T result = use.with(channel);
      done = true;
      return result;
    } finally {
      pool.giveBack(channel, done);
    }
  }

  private <T> T alone(Use<T> use) throws IOException {
    FileChannel channel = lend();
    try {
      return use.with(channel);
    } finally {
      giveBack(channel);
    }
  }

  private void replace(SeekableByteChannel dead) throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (shared == dead) {
        try {
          dead.close();
        } finally {
          shared = reopen();
        }
      }
    }
  }

  private SeekableByteChannel reopen() throws IOException {
    SeekableByteChannel channel = opener.open();
    long now = size(channel);
    if (growing ? now < size : now != size) {
      channel.close();
      throw new IOException(
          name + " cannot be opened again: it had " + size + " bytes, now " + now);
    }
    return channel;
  }

  /**
   * Lends a channel to a transfer.
   *
   * @return the result of the transfer; -1 if the host has no file channels, a second one is
   *     expensive to open, or the host's transfers may consist of many small requests
   */
  long transfer(Transfer transfer) throws IOException {
    if (!canLend()) {
      return -1;
    }
    FileChannel channel = lend();
    try {
      return transfer.with(channel);
    } finally {
      giveBack(channel);
    }
  }

  private boolean canLend() {
    return !remote && opener.cheap() && shared instanceof FileChannel;
  }

  private FileChannel lend() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new ClosedChannelException();
      }
      FileChannel spare = spares.pollFirst();
      if (spare != null) {
        lent.add(spare);
        return spare;
      }
    }
    FileChannel channel = (FileChannel) reopen();
    synchronized (lock) {
      if (!closed) {
        lent.add(channel);
        return channel;
      }
    }
    channel.close();
    throw new ClosedChannelException();
  }

  private void giveBack(FileChannel channel) throws IOException {
    synchronized (lock) {
      lent.remove(channel);
      if (!closed && channel.isOpen() && spares.size() < MAX_SPARES) {
        spares.addFirst(channel);
        return;
      }
    }
    channel.close();
  }

  /**
   * Closes all idle channels; {@link #use} reopens the shared one, also for the threads that are
   * using it.
   */
  void releaseHandles() throws IOException {
    if (!opener.cheap()) {
      return;
    }
    if (pool != null) {
      pool.release();
      return;
    }
    synchronized (lock) {
      while (!spares.isEmpty()) {
        spares.removeFirst().close();
      }
      shared.close();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      if (pool != null) {
        pool.close();
        return;
      }
      Set<SeekableByteChannel> all = new HashSet<>(lent);
      all.addAll(spares);
      spares.clear();
      all.add(shared);
      Closing.all(all);
    }
  }
}
