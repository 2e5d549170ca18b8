package io.github.diskimagefs.codec;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Memory for the dictionaries and windows of all decoders of the process, which their encoder
 * chose: together three eighths of the heap. The cache of decoded data has a quarter, the decoders
 * of DMG an eighth.
 *
 * <p>A decoder of a chunk soon returns its share, so a thread that needs memory waits for these. A
 * stream keeps its share as long as it is open, so nothing waits for streams.
 */
final class DictionaryMemory {
  /** The memory of this process. */
  static final DictionaryMemory SHARED =
      new DictionaryMemory(Runtime.getRuntime().maxMemory() / 8 * 3, TimeUnit.SECONDS.toNanos(10));

  private final long total;

  /**
   * Longest wait in which no memory is returned. A thread may hold a share while it waits for
   * another one, if compressed images are nested, so threads that wait for one another are
   * possible, though unlikely.
   */
  private final long maxWaitNanos;

  /** Threads that wait, served in this order. */
  private final Deque<Object> waiting = new ArrayDeque<>();

  private long used;
  private long soonReturned;

  /** How often memory was returned. */
  private long returns;

  DictionaryMemory(long total, long maxWaitNanos) {
    this.total = total;
    this.maxWaitNanos = maxWaitNanos;
  }

  /** Returns the number of bytes that all decoders may take together. */
  long total() {
    return total;
  }

  /** Returns the number of threads that wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Returns the number of bytes that decoders have taken. */
  synchronized long used() {
    return used;
  }

  /**
   * Returns an empty share for a stream, which may be open for long.
   *
   * @param codec its name, for messages
   */
  Share ofStream(String codec) {
    return new Share(codec, false);
  }

  /**
   * Returns an empty share for the decoder of a chunk.
   *
   * @param codec its name, for messages
   */
  Share ofChunk(String codec) {
    return new Share(codec, true);
  }

  private synchronized void take(String codec, long bytes, boolean brief)
      throws UnsupportedImageException {
    Object ticket = new Object();
    waiting.addLast(ticket);
    long seen = returns;
    long deadline = System.nanoTime() + maxWaitNanos;
    boolean interrupted = false;
    try {
      while (waiting.peekFirst() != ticket || bytes > total - used) {
        if (seen != returns) {
          seen = returns;
          deadline = System.nanoTime() + maxWaitNanos;
        }
        long left = deadline - System.nanoTime();
        if (bytes > total - used + soonReturned || left <= 0) {
          throw new UnsupportedImageException(
              codec
                  + " that needs "
                  + bytes
                  + " more bytes of memory for its dictionary: the heap allows "
                  + total
                  + " bytes for all dictionaries, of which "
                  + used
                  + " are in use");
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          interrupted = true; // keep waiting; the flag is restored before returning
        }
      }
      used += bytes;
      if (brief) {
        soonReturned += bytes;
      }
    } finally {
      waiting.remove(ticket);
      notifyAll(); // the next one in the queue may be served too
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void giveBack(long bytes, boolean brief) {
    used -= bytes;
    returns++;
    if (brief) {
      soonReturned -= bytes;
    }
    notifyAll();
  }

  /** What one decoder has taken of the memory; for one thread at a time. */
  final class Share implements Closeable {
    private final String codec;
    private final boolean brief;
    private long bytes;

    private Share(String codec, boolean brief) {
      this.codec = codec;
      this.brief = brief;
    }

    /**
     * Enlarges the share to a number of bytes.
     *
     * @throws UnsupportedImageException if there is not so much memory, or streams have taken it
     */
    void require(long number) throws UnsupportedImageException {
      if (number > bytes) {
        take(codec, number - bytes, brief);
        bytes = number;
      }
    }

    /** Returns the memory; the share is empty after this. */
    @Override
    public void close() {
      long returned = bytes;
      bytes = 0;
      if (returned > 0) {
        giveBack(returned, brief);
      }
    }
  }
}
