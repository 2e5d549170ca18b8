package io.github.diskimagefs.container;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * The place of a track whose bytes cannot be had, so that the rest of the disc can be used. Every
 * read throws an exception with the reason.
 *
 * @param error makes a new exception for each read
 * @param size bytes that the track would have, as far as known
 */
public record UnreadableSource(Supplier<ImageException> error, long size) implements ByteSource {
  /** Size to assume where nothing is known: one sector. */
  public static final long UNKNOWN = 2352;

  /** Returns a source of a valid part of an image that is not implemented. */
  public static UnreadableSource unsupported(String feature, long size) {
    return new UnreadableSource(
        () -> new UnsupportedImageException(feature), Math.max(size, UNKNOWN));
  }

  /**
   * Returns a source of a part that is missing or broken.
   *
   * @param size 0 if the image cannot hold the part at all
   */
  public static UnreadableSource malformed(String structure, String detail, long size) {
    return new UnreadableSource(
        () -> new MalformedImageException(structure, MalformedImageException.NO_OFFSET, detail),
        size);
  }

  /** Returns whether the part is valid and only not implemented. */
  boolean valid() {
    return error.get() instanceof UnsupportedImageException;
  }

  @Override
  public int read(long position, ByteBuffer target) throws ImageException {
    throw error.get();
  }

  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size - position));
  }
}
