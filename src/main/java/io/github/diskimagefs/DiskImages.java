package io.github.diskimagefs;

import io.github.diskimagefs.mount.ImageOpener;
import io.github.diskimagefs.nio.ImageProviders;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens disk images as file systems, describes and verifies them. Needs no provider to be
 * registered, so it works under every class loader; {@link java.nio.file.FileSystems} finds the
 * same providers where they are registered.
 *
 * <pre>{@code
 * try (FileSystem image = DiskImages.open(Path.of("disc.iso"))) {
 *   Files.copy(image.getPath("/README.TXT"), Path.of("README.TXT"));
 * }
 * }</pre>
 */
public final class DiskImages {
  private DiskImages() {}

  /**
   * Opens an image, its kind found by its content.
   *
   * @param image the image file, on any file system
   * @return a file system of its own, to be closed by the caller
   * @throws MalformedImageException if it is an image and broken
   * @throws UnsupportedImageException if it is no image of a known kind, or uses a feature that is
   *     not implemented
   * @throws IOException if it cannot be read
   */
  public static FileSystem open(Path image) throws IOException {
    return open(image, Map.of());
  }

  /**
   * Opens an image, its kind found by its content.
   *
   * @param image the image file, on any file system
   * @param env options: {@code view}, {@code volume}, {@code session}, {@code password} and others
   *     as the README lists them; unknown keys are ignored
   * @return a file system of its own, to be closed by the caller
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws MalformedImageException if it is an image and broken
   * @throws UnsupportedImageException if it is no image of a known kind, or uses a feature that is
   *     not implemented
   * @throws IOException if it cannot be read
   */
  public static FileSystem open(Path image, Map<String, ?> env) throws IOException {
    return ImageProviders.open(image, ImageOptions.from(env));
  }

  /**
   * Describes an image: its container, the sessions and tracks of a disc, its volumes. Works too
   * where none of the volumes can be shown.
   *
   * @param image the image file, on any file system
   * @return the description; its text form is made for people
   * @throws MalformedImageException if it is an image and its container is broken
   * @throws UnsupportedImageException if it is no image of a known kind
   * @throws IOException if it cannot be read
   */
  public static ImageInfo describe(Path image) throws IOException {
    return describe(image, Map.of());
  }

  /**
   * Describes an image, opened with options.
   *
   * @param image the image file, on any file system
   * @param env options, as {@link #open(Path, Map)} takes them
   * @return the description; its text form is made for people
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws MalformedImageException if it is an image and its container is broken
   * @throws UnsupportedImageException if it is no image of a known kind
   * @throws IOException if it cannot be read
   */
  public static ImageInfo describe(Path image, Map<String, ?> env) throws IOException {
    return ImageOpener.describe(image, ImageOptions.from(env));
  }

  /**
   * Reads a whole image, checks every checksum and error code it carries, and reads every file.
   * What cannot be checked, because it uses what is not supported, is reported so and ends nothing.
   *
   * @param image the image file, on any file system
   * @param env options, as {@link #open(Path, Map)} takes them
   * @param report told of each part, in the order of checking
   * @return whether every part was checked and is sound
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws MalformedImageException if it is an image and its container is broken
   * @throws UnsupportedImageException if it is no image of a known kind
   * @throws IOException if it cannot be read
   */
  public static boolean verify(Path image, Map<String, ?> env, Consumer<ImageCheck> report)
      throws IOException {
    return ImageOpener.verify(image, ImageOptions.from(env), report);
  }
}
