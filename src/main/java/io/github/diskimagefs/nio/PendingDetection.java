package io.github.diskimagefs.nio;

import io.github.diskimagefs.mount.DetectedImage;
import io.github.diskimagefs.mount.ImageDetector;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/**
 * The detection of a file that one provider leaves to the next. {@link FileSystems#newFileSystem}
 * asks every provider in turn, on one thread and with the same arguments: the first of this library
 * detects the image, and the one of its scheme opens it.
 */
final class PendingDetection {
  /**
   * Maximum number of stack frames between a provider and {@code FileSystems}, including some for
   * subclasses.
   */
  private static final int MAX_FRAMES = 8;

  private static final ThreadLocal<PendingDetection> PENDING = new ThreadLocal<>();

  private final Path path;
  private final Map<String, ?> env;
  private final DetectedImage image;

  private PendingDetection(Path path, Map<String, ?> env, DetectedImage image) {
    this.path = path;
    this.env = env;
    this.image = image;
  }

  /**
   * Takes over the previous provider's detection, else detects the image. The caller opens or
   * closes it, or leaves it to the next provider.
   *
   * @return null if the file is no image
   */
  static DetectedImage take(Path path, Map<String, ?> env, ImageOptions options)
      throws IOException {
    PendingDetection pending = PENDING.get();
    PENDING.remove();
    if (pending != null) {
      if (pending.path == path && pending.env == env) {
        return pending.image;
      }
      pending.close();
    }
    return ImageDetector.detect(path, options, ImageFileSystem.cache(path));
  }

  /**
   * Leaves an image to the next provider if one is going to be asked; else closes it.
   *
   * @param image null if the file is no image
   */
  static void leave(
      ImageFileSystemProvider provider, Path path, Map<String, ?> env, DetectedImage image)
      throws IOException {
    PendingDetection pending = new PendingDetection(path, env, image);
    if (!ImageProviders.last(provider) && othersAreAsked()) {
      PENDING.set(pending);
    } else {
      pending.close();
    }
  }

  private static boolean othersAreAsked() {
    String caller = FileSystems.class.getName();
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.limit(MAX_FRAMES).anyMatch(frame -> frame.getClassName().equals(caller)));
  }

  private void close() throws IOException {
    if (image != null) {
      image.close();
    }
  }
}
