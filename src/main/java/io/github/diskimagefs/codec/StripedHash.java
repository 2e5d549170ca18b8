package io.github.diskimagefs.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of the xxHash family, which takes its input in stripes (xxHash specification, "Overview").
 * It keeps the bytes after the last whole stripe until more are added.
 */
abstract class StripedHash {
  static final VarHandle LE32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int stripe;
  private final byte[] rest;
  private int held;
  private long total;

  /** Starts a hash with stripes of a number of bytes. */
  StripedHash(int stripe) {
    this.stripe = stripe;
    this.rest = new byte[stripe];
  }

  /** Adds whole stripes; returns the offset after the last one. */
  abstract int stripes(byte[] bytes, int start, int end);

  /** Adds bytes. */
  final void update(byte[] bytes, int start, int end) {
    total += end - start;
    int position = start;
    if (held > 0) {
      int count = Math.min(stripe - held, end - position);
      System.arraycopy(bytes, position, rest, held, count);
      position += count;
      held += count;
      if (held < stripe) {
        return;
      }
      stripes(rest, 0, stripe);
    }
    position = stripes(bytes, position, end);
    held = end - position;
    System.arraycopy(bytes, position, rest, 0, held);
  }

  /** Returns the number of bytes added. */
  final long total() {
    return total;
  }

  /** Returns whether at least one stripe was added. */
  final boolean striped() {
    return total >= stripe;
  }

  /** Returns the array whose first {@link #held} bytes come after the last stripe. */
  final byte[] rest() {
    return rest;
  }

  final int held() {
    return held;
  }
}
