package io.github.diskimagefs.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflater of DEFLATE data without a header, with its buffers. There are as many as cores; more
 * would not inflate faster.
 *
 * <p>While native code holds an array of the heap, no garbage collection can run; many threads that
 * inflate into arrays starve a small heap. There the output goes through a buffer outside of the
 * heap, which costs a copy.
 */
final class RawInflater {
  private static final int COUNT = Runtime.getRuntime().availableProcessors();
  static final int INPUT_BYTES = 64 << 10;

  /** Room for a usual chunk, because zlib copies its window at each interruption. */
  private static final int OUTPUT_BYTES = 128 << 10;

  /** Heaps from this size on have room until the arrays are released, after a millisecond. */
  private static final long MIN_HEAP_FOR_ARRAYS = 500L << 20;

  private static final boolean INTO_ARRAYS =
      Runtime.getRuntime().maxMemory() >= MIN_HEAP_FOR_ARRAYS;

  private static final long MAX_WAIT_SECONDS = 2;

  private static final Semaphore FREE = new Semaphore(COUNT);
  private static final ArrayBlockingQueue<RawInflater> IDLE = new ArrayBlockingQueue<>(COUNT);

  private final Inflater inflater = new Inflater(true);
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
  private final ByteBuffer output = ByteBuffer.allocateDirect(INTO_ARRAYS ? 1 : OUTPUT_BYTES);
  private final boolean pooled;
  private PackedInput data;
  private int fed;

  /** Whether the buffer holds all data of a group. */
  private boolean whole;

  private RawInflater(boolean pooled) {
    this.pooled = pooled;
  }

  /**
   * Takes an inflater for DEFLATE data, after waiting for one to be free. The caller waits for
   * nothing but a local file before it gives the inflater back.
   */
  static RawInflater take(PackedInput data) {
    boolean pooled = acquire();
    boolean taken = false;
    try {
      RawInflater idle = pooled ? IDLE.poll() : null;
      RawInflater inflater = idle == null ? new RawInflater(pooled) : idle;
      inflater.data = data;
      inflater.fed = 0;
      inflater.whole = false;
      inflater.input.limit(0);
      taken = true;
      return inflater;
    } finally {
      if (pooled && !taken) {
        FREE.release();
      }
    }
  }

  /**
   * Waits for an inflater to be free; returns false if all have been in use for long. Local files
   * may be those of a network file system that no longer answers.
   */
  private static boolean acquire() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return FREE.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
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

  /**
   * Goes to a part of the data, all of which have room in the buffer.
   *
   * @param offset of the part
   */
  void go(PackedInput part, int offset) throws IOException {
    if (!whole) {
      feed();
      whole = true;
    } else {
      inflater.reset();
    }
    input.limit(offset + part.length()).position(offset);
    data = part;
    fed = part.length();
  }

  /**
   * Returns the big-endian number that some bytes of the data make.
   *
   * @param offset in the data
   * @throws io.github.diskimagefs.MalformedImageException if the data end before it does
   */
  long number(int offset, int bytes) throws IOException {
    if (fed == 0) {
      feed();
    }
    int start = offset - (fed - input.limit());
    if (start < 0 || start > input.limit() - bytes) {
      return data.number(offset, bytes);
    }
    long number = 0;
    for (int i = start; i < start + bytes; i++) {
      number = number << 8 | (input.get(i) & 0xFF);
    }
    return number;
  }

  /** Goes to the first byte to be inflated, after a header of so many bytes. */
  void skipHeader(int length) throws IOException {
    if (fed == 0) {
      feed();
    }
    int start = input.limit() - fed;
    inflater.setInput(input.position(Math.min(start + length, input.limit())));
  }

  private void feed() throws IOException {
    fed += data.copy(fed, input.clear());
    input.flip();
  }

  /** Allows another thread to take the inflater. */
  void giveBack() {
    data = null;
    if (!pooled) {
      inflater.end();
      return;
    }
    inflater.reset();
    IDLE.add(this);
    FREE.release();
  }

  /**
   * Inflates bytes into an array.
   *
   * @return their number, possibly fewer than {@code length}; 0 after the end of the data
   */
  int inflate(byte[] target, int start, int length) throws DataFormatException, IOException {
    if (INTO_ARRAYS) {
      // As many bytes as the other way: the longer the call, the longer a collection waits.
      ByteBuffer part = ByteBuffer.wrap(target, start, Math.min(length, OUTPUT_BYTES));
      return step(part);
    }
    int count = step(output.clear().limit(Math.min(length, OUTPUT_BYTES)));
    output.get(0, target, start, count);
    return count;
  }

  /** Returns whether there are bytes after those inflated so far; otherwise the data have ended. */
  boolean hasMore() throws DataFormatException, IOException {
    return step(output.clear().limit(1)) > 0;
  }

  /** Inflates bytes into a buffer, possibly fewer than it has room for; returns their number. */
  private int step(ByteBuffer target) throws DataFormatException, IOException {
    int count = 0;
    boolean more = !inflater.finished();
    while (more && count == 0) {
      if (inflater.needsInput()) {
        feed();
        inflater.setInput(input);
      }
      count = inflater.inflate(target);
      more = inflater.needsInput() && !inflater.finished() && fed < data.length();
    }
    return count;
  }

  /** Returns whether the mark of the end was met. */
  boolean finished() {
    return inflater.finished();
  }

  /** Returns the number of compressed bytes used so far. */
  int used() {
    return (int) inflater.getBytesRead();
  }
}
