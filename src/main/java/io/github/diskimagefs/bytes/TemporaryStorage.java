package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Where images are unpacked to: temporary files of the host, of bounded size.
 *
 * @param maxBytes maximum bytes of one unpacked image
 * @param listener receives the progress
 */
public record TemporaryStorage(long maxBytes, Listener listener) {

  /** Receives the number of bytes that an image has so far, on the thread that unpacks it. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Receives the progress.
     *
     * @param name of the packed file
     * @param bytes unpacked so far
     * @param total bytes in all, or -1 if that is not known
     */
    void unpacked(String name, long bytes, long total);
  }

  /** The bound on unpacked images unless a caller chooses another. */
  public static final long DEFAULT_MAX_BYTES = 64L << 30;

  /** Storage of the default size without a listener. */
  public static final TemporaryStorage DEFAULT =
      new TemporaryStorage(DEFAULT_MAX_BYTES, (name, bytes, total) -> {});

  /**
   * Returns the bytes of a stream, which are unpacked as far as they are asked for.
   *
   * @param name of the packed file, for messages
   * @param stream opens the stream
   * @param size bytes of the stream, -1 if unknown
   * @throws IOException if no temporary file can be created, or {@code size} passes the bound
   */
  public SpooledSource unpack(String name, SpooledSource.Opener stream, long size)
      throws IOException {
    return unpack(name, stream, size, -1);
  }

  /**
   * Returns the bytes of a stream as {@link #unpack(String, SpooledSource.Opener, long)} does.
   *
   * @param remainder what the size modulo 2^32 probably is, -1 if unknown
   */
  public SpooledSource unpack(String name, SpooledSource.Opener stream, long size, long remainder)
      throws IOException {
    return new SpooledSource(name, stream, size, remainder, this);
  }
}
