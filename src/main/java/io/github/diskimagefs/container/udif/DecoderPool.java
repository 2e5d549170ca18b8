package io.github.diskimagefs.container.udif;

import java.util.concurrent.ArrayBlockingQueue;

/** Pool of idle {@link DecoderBuffers}, shared by all images of the process. */
final class DecoderPool {
  private static final ArrayBlockingQueue<DecoderBuffers> IDLE =
      new ArrayBlockingQueue<>(Math.max(16, Runtime.getRuntime().availableProcessors() + 2));

  private DecoderPool() {}

  /** Takes buffers out of the pool, or creates some; the caller must {@link #giveBack} them. */
  static DecoderBuffers take() {
    DecoderBuffers idle = IDLE.poll();
    return idle == null ? new DecoderBuffers() : idle;
  }

  /** Returns buffers to the pool, or frees them if it is full. */
  static void giveBack(DecoderBuffers buffers) {
    buffers.reset();
    if (!IDLE.offer(buffers)) {
      buffers.end();
    }
  }
}
