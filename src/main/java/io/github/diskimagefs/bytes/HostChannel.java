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
 * The channels of one host file: one that everybody reads through, and lent ones for transfers.
 *
 * <p>An interrupt closes a {@link FileChannel} for every thread that shares it. Reads can be done
 * again, so here the interrupted thread keeps its flag, and the channel is opened anew for all. A
 * transfer cannot be done again, for its target may hold part of the bytes: each has a channel to
 * itself, and so has in the end a read that was interrupted.
 */
final class HostChannel implements Closeable {

  /** What is done with the channel; done again if an interrupt closes that meanwhile. */
  @FunctionalInterface
  interface Use<T> {
    T with(SeekableByteChannel channel) throws IOException;
  }

  /** What a transfer does with a channel of its own. */
  @FunctionalInterface
  interface Transfer {
    long with(FileChannel channel) throws IOException;
  }

  /** Kept for the next transfers; more at a time are opened and closed again. */
  private static final int SPARES = 2;

  /** Where interrupts come so fast that the shared channel never lasts, each goes on alone. */
  private static final int SHARED_TRIES = 4;

  private static final int MAX_TRIES = 1000;

  private final String name;
  private final HostFile.Opener opener;
  private final long size;
  private final Object lock = new Object();
  private final Deque<FileChannel> spares = new ArrayDeque<>();
  private final Set<FileChannel> lent = new HashSet<>();
  private volatile SeekableByteChannel shared;
  private volatile boolean closed;

  HostChannel(String name, HostFile.Opener opener) throws IOException {
    this.name = name;
    this.opener = opener;
    this.shared = opener.open();
    this.size = size(shared);
  }

  private static long size(SeekableByteChannel channel) throws IOException {
    try {
      return channel.size();
    } catch (IOException | RuntimeException | Error e) {
      try {
        channel.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The file's size when it was opened. */
  long size() {
    return size;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Uses the shared channel; again after an interrupt closed it, and in the end one of its own.
   * Whoever is interrupted meanwhile is not trusted with a channel a second time: then another
   * thread does it.
   */
  <T> T use(Use<T> use) throws IOException {
    return use(use, false);
  }

  /** The same for what this thread alone may do, interrupted or not: again and again. */
  <T> T useHere(Use<T> use) throws IOException {
    return use(use, true);
  }

  private <T> T use(Use<T> use, boolean here) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      for (int tries = 0; ; tries++) {
        try {
          return tries < SHARED_TRIES || !canLend() ? shared(use) : alone(use);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          if (!here) {
            return Uninterruptibly.call(() -> useHere(use));
          }
          tries = Math.max(tries, SHARED_TRIES);
          if (tries >= MAX_TRIES) {
            throw e;
          }
        } catch (ClosedChannelException e) {
          // By another thread's interrupt, if not by close, or because the host has closed for
          // good.
          if (closed || tries >= MAX_TRIES) {
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
      // A channel that wraps another may think itself open still.
      replace(channel);
      throw e;
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
    if (now != size) {
      channel.close();
      throw new IOException(
          name + " cannot be opened again: it had " + size + " bytes, now " + now);
    }
    return channel;
  }

  /**
   * Lends a channel to a transfer.
   *
   * @return what the transfer gave; -1 without one where the host has no file channels, or gives a
   *     second one only at a price
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
    return opener.cheap() && shared instanceof FileChannel;
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
      if (!closed && channel.isOpen() && spares.size() < SPARES) {
        spares.addFirst(channel);
        return;
      }
    }
    channel.close();
  }

  /** Closes what nobody was lent; {@link #use} opens it again, also for those who are at it. */
  void releaseHandles() throws IOException {
    if (!opener.cheap()) {
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
      Set<SeekableByteChannel> all = new HashSet<>(lent);
      all.addAll(spares);
      spares.clear();
      IOException error = null;
      all.add(shared);
      for (SeekableByteChannel channel : all) {
        try {
          channel.close();
        } catch (IOException e) {
          error = e;
        }
      }
      if (error != null) {
        throw error;
      }
    }
  }
}
