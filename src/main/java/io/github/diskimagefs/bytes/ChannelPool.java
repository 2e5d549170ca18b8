package io.github.diskimagefs.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Channels of one host file, each used by one thread at a time. A channel is opened if all others
 * are in use; if there are too many, or the host refuses a further one, a thread waits for one.
 */
final class ChannelPool implements Closeable {
  /** Maximum number of channels: SFTP servers allow some dozens of open files for a connection. */
  static final int MAX_CHANNELS = 16;

  /** Opens a further channel. */
  @FunctionalInterface
  interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  private final Opener opener;
  private final Deque<SeekableByteChannel> idle = new ArrayDeque<>();
  private final Set<SeekableByteChannel> lent = new HashSet<>();
  private int max = MAX_CHANNELS;
  private int opening;
  private boolean closed;

  /** Creates a pool that owns its first channel. */
  ChannelPool(SeekableByteChannel first, Opener opener) {
    this.opener = opener;
    idle.add(first);
  }

  /** Lends a channel; an interrupt of a thread that waits takes effect afterwards. */
  SeekableByteChannel lend() throws IOException {
    while (true) {
      SeekableByteChannel channel = idleOrNone();
      if (channel != null) {
        return channel;
      }
      channel = opened();
      if (channel != null) {
        return channel;
      }
    }
  }

  /** Returns an idle channel; null if the caller is to open one. */
  private synchronized SeekableByteChannel idleOrNone() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        if (closed) {
          throw new ClosedChannelException();
        }
        SeekableByteChannel channel = idle.pollFirst();
        if (channel != null) {
          lent.add(channel);
          return channel;
        }
        if (lent.size() + opening < max) {
          opening++;
          return null;
        }
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Opens a channel; returns null if the host refuses it although others are open. */
  private SeekableByteChannel opened() throws IOException {
    SeekableByteChannel channel = null;
    IOException error = null;
    try {
      channel = opener.open();
    } catch (IOException e) {
      error = e;
    } finally {
      synchronized (this) {
        opening--;
        notifyAll();
        if (channel != null && !closed) {
          lent.add(channel);
        } else if (error != null && !lent.isEmpty() && !interrupted(error)) {
          max = lent.size();
          error = null;
        } else if (channel != null) {
          error = new ClosedChannelException();
        }
      }
    }
    if (error == null) {
      return channel;
    }
    if (channel != null) {
      channel.close();
    }
    throw error;
  }

  private static boolean interrupted(IOException error) {
    return error instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
  }

  /**
   * Takes a channel back.
   *
   * @param usable false if it is to be closed
   */
  void giveBack(SeekableByteChannel channel, boolean usable) throws IOException {
    synchronized (this) {
      lent.remove(channel);
      notifyAll();
      if (usable && !closed && channel.isOpen()) {
        idle.addFirst(channel);
        return;
      }
    }
    channel.close();
  }

  /** Closes all idle channels. */
  void release() throws IOException {
    List<SeekableByteChannel> all;
    synchronized (this) {
      max = MAX_CHANNELS;
      all = new ArrayList<>(idle);
      idle.clear();
    }
    Closing.all(all);
  }

  @Override
  public void close() throws IOException {
    List<SeekableByteChannel> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(idle);
      all.addAll(lent);
      idle.clear();
      notifyAll();
    }
    Closing.all(all);
  }
}
