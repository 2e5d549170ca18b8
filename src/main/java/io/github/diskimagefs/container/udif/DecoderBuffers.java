package io.github.diskimagefs.container.udif;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.Inflater;

/**
 * Working memory of one decoding thread, expensive to create: an {@link Inflater}, a checksum and
 * buffers.
 *
 * <p>The buffers of the inflater are outside of the heap. While native code holds an array of the
 * heap, no garbage collection can run; many threads that inflate into arrays starve a small heap.
 */
final class DecoderBuffers {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** Largest array kept for reuse: 1 MiB, or 1/1024 of the heap if that is smaller. */
  private static final int MAX_KEPT_BYTES = (int) Math.min(1 << 20, HEAP >> 10);

  /**
   * Bytes of the buffer for output. In a large heap it has room for a usual run, because zlib
   * copies its window at each interruption.
   */
  private static final int BUFFER = (int) Math.max(64 << 10, Math.min(256 << 10, HEAP >> 11));

  private final Inflater inflater = new Inflater(true);
  private final Adler32 adler = new Adler32();
  private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER / 2);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);
  private byte[] packedArray = {};
  private byte[] plainArray = {};

  /** Returns the inflater of DEFLATE data without a header, ready for a new stream. */
  Inflater inflater() {
    return inflater;
  }

  /**
   * Returns the checksum of nothing yet. The virtual machine computes it faster than zlib does, so
   * the inflater leaves it out.
   */
  Adler32 adler() {
    return adler;
  }

  /** Returns the buffer for the inflater's input. */
  ByteBuffer packed() {
    return packed;
  }

  /** Returns the buffer for the inflater's output. */
  ByteBuffer plain() {
    return plain;
  }

  /** Returns an array for input of at least {@code size} bytes. */
  byte[] packedArray(int size) {
    if (packedArray.length < size) {
      packedArray = new byte[size];
    }
    return packedArray;
  }

  /** Returns an array for output of at least {@code size} bytes. */
  byte[] plainArray(int size) {
    if (plainArray.length < size) {
      plainArray = new byte[size];
    }
    return plainArray;
  }

  /** Prepares for the next run; drops arrays that are too large to keep. */
  void reset() {
    inflater.reset();
    adler.reset();
    packedArray = kept(packedArray);
    plainArray = kept(plainArray);
  }

  private static byte[] kept(byte[] array) {
    return array.length > MAX_KEPT_BYTES ? new byte[0] : array;
  }

  /** Frees the memory of the inflater. */
  void end() {
    inflater.end();
  }
}
