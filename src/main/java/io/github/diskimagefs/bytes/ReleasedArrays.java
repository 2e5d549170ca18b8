package io.github.diskimagefs.bytes;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays of chunks whose sources are closed, for the sources that are opened next: programs that
 * look into one image after the other would fill the heap with the arrays of each. The collector
 * takes them whenever it runs. Safe for use by many threads at once.
 */
final class ReleasedArrays {
  /** As many as a cache holds by default. */
  private static final long MAX_BYTES = 64 << 20;

  private static final WeakReference<ReleasedArrays> NONE = new WeakReference<>(null);

  private static final Object LOCK = new Object();

  /** Replaced under the lock. */
  private static volatile WeakReference<ReleasedArrays> current = NONE;

  /** By length, the length used longest ago first. */
  private final Map<Integer, Deque<byte[]>> arrays = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  private ReleasedArrays() {}

  /** Removes and returns an array of a length, with any content; null if there is none. */
  static byte[] take(int length) {
    if (current == NONE) {
      return null;
    }
    synchronized (LOCK) {
      ReleasedArrays held = current.get();
      return held == null ? null : held.remove(length);
    }
  }

  /** Adds arrays that nothing else references; older ones make room for them. */
  static void give(Iterable<byte[]> released) {
    synchronized (LOCK) {
      ReleasedArrays held = current.get();
      if (held == null) {
        held = new ReleasedArrays();
        current = new WeakReference<>(held);
      }
      for (byte[] array : released) {
        held.add(array);
      }
    }
  }

  /** Returns the number of bytes held. */
  static long heldBytes() {
    synchronized (LOCK) {
      ReleasedArrays held = current.get();
      return held == null ? 0 : held.bytes;
    }
  }

  /** Forgets all arrays. */
  static void clear() {
    synchronized (LOCK) {
      current = NONE;
    }
  }

  private byte[] remove(int length) {
    Deque<byte[]> same = arrays.get(length);
    if (same == null) {
      return null;
    }
    byte[] array = same.removeLast();
    bytes -= length;
    if (same.isEmpty()) {
      arrays.remove(length);
    }
    return array;
  }

  private void add(byte[] array) {
    if (array.length < SpareArrays.MIN_LENGTH || array.length > MAX_BYTES) {
      return;
    }
    while (bytes + array.length > MAX_BYTES) {
      removeOldest();
    }
    arrays.computeIfAbsent(array.length, length -> new ArrayDeque<>()).addLast(array);
    bytes += array.length;
  }

  private void removeOldest() {
    Iterator<Deque<byte[]>> lengths = arrays.values().iterator();
    Deque<byte[]> oldest = lengths.next();
    bytes -= oldest.removeFirst().length;
    if (oldest.isEmpty()) {
      lengths.remove();
    }
  }
}
