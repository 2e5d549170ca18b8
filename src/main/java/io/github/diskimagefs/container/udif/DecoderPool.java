package io.github.diskimagefs.container.udif;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.zip.Inflater;

/**
 * What a decoding thread needs and what is dear to make: an {@link Inflater} and buffers. A few are
 * kept for the whole process.
 */
final class DecoderPool {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** Arrays up to this size are kept for the next run, those of small heaps hardly ever. */
  private static final int MAX_KEPT_SIZE = (int) Math.min(1 << 20, HEAP >> 10);

  /** Room for a usual chunk in large heaps: zlib copies its window whenever it is interrupted. */
  private static final int BUFFER = (int) Math.max(64 << 10, Math.min(256 << 10, HEAP >> 11));

  private static final ArrayBlockingQueue<DecoderPool> IDLE =
      new ArrayBlockingQueue<>(Math.max(16, CORES + 2));

  /**
   * Memory for decoding, in KiB: an eighth of the heap. Many threads at once wait for one another
   * here rather than fail together. No thread waits for anything else while it holds a share.
   */
  private static final int MEMORY = (int) Math.min(1 << 20, HEAP >> 13);

  private static final Semaphore FREE = new Semaphore(MEMORY);

  private final Inflater inflater = new Inflater();

  // Off the heap: while native code holds an array of the heap no collection can run, and many
  // threads that inflate into arrays starve a small heap to death.
  private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER / 2);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);
  private byte[] packedArray = {};
  private byte[] plainArray = {};

  private DecoderPool() {}

  static DecoderPool take() {
    DecoderPool idle = IDLE.poll();
    return idle == null ? new DecoderPool() : idle;
  }

  void giveBack() {
    inflater.reset();
    packedArray = kept(packedArray);
    plainArray = kept(plainArray);
    if (!IDLE.offer(this)) {
      inflater.end();
    }
  }

  private static byte[] kept(byte[] array) {
    return array.length > MAX_KEPT_SIZE ? new byte[0] : array;
  }

  /** Fresh, for one stream. */
  Inflater inflater() {
    return inflater;
  }

  /** For the inflater's input. */
  ByteBuffer packed() {
    return packed;
  }

  /** For the inflater's output. */
  ByteBuffer plain() {
    return plain;
  }

  /** For input, at least {@code size} bytes. */
  byte[] packedArray(int size) {
    if (packedArray.length < size) {
      packedArray = new byte[size];
    }
    return packedArray;
  }

  /** For output, at least {@code size} bytes. */
  byte[] plainArray(int size) {
    if (plainArray.length < size) {
      plainArray = new byte[size];
    }
    return plainArray;
  }

  /** How many decoders that each take so many bytes may exist side by side, at least one. */
  static int decoders(long bytes) {
    return (int) Math.max(1, Math.min(CORES + 1L, ((long) MEMORY << 10) / Math.max(1, bytes)));
  }

  /** Takes a share of the memory; to be given back by {@link #release}. */
  static int reserve(long bytes) {
    int share = (int) Math.min(MEMORY, (bytes >> 10) + 1);
    FREE.acquireUninterruptibly(share);
    return share;
  }

  static void release(int share) {
    FREE.release(share);
  }
}
