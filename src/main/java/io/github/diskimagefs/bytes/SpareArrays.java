package io.github.diskimagefs.bytes;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;

/**
 * Arrays of evicted chunks and pieces, kept for the next ones: new arrays cost the time to clear
 * them and to collect the old ones. For one thread at a time.
 */
final class SpareArrays {
  /** Clearing smaller arrays costs less than looking for a spare one. */
  static final int MIN_LENGTH = 4 << 10;

  private final long maxBytes;
  private final Deque<byte[]> arrays = new ArrayDeque<>();
  private long bytes;

  /** Creates an empty list that keeps at most so many bytes. */
  SpareArrays(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Removes and returns an array of a length, with any content, or one that was released; null if
   * there is none.
   */
  byte[] take(int length) {
    if (length < MIN_LENGTH) {
      return null;
    }
    for (Iterator<byte[]> last = arrays.descendingIterator(); last.hasNext(); ) {
      byte[] array = last.next();
      if (array.length == length) {
        last.remove();
        bytes -= length;
        return array;
      }
    }
    return ReleasedArrays.take(length);
  }

  /** Adds an array; the oldest arrays make room for it. */
  void give(byte[] array) {
    if (array.length < MIN_LENGTH || array.length > maxBytes) {
      return;
    }
    while (bytes + array.length > maxBytes) {
      bytes -= arrays.removeFirst().length;
    }
    arrays.addLast(array);
    bytes += array.length;
  }

  /** Returns the number of bytes kept. */
  long bytes() {
    return bytes;
  }

  /** Removes all arrays, and adds them to {@code target}. */
  void drainTo(Collection<byte[]> target) {
    target.addAll(arrays);
    arrays.clear();
    bytes = 0;
  }
}
