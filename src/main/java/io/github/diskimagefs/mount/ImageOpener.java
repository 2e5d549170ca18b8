package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageCheck;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** Opens image files: which container, which volumes, which of them is the tree. */
public final class ImageOpener {
  private ImageOpener() {}

  /**
   * Opens an image if it is one of {@code scheme}.
   *
   * @return null if the file is no image, or one of another scheme
   * @throws IOException if it is an image of that scheme and broken or not supported, or the file
   *     cannot be read
   */
  public static OpenImage openIfOf(String scheme, Path file, ImageOptions options)
      throws IOException {
    return open(
        file, options, (format, image) -> format.scheme(image).equals(scheme), ImageOpener::choose);
  }

  /**
   * Opens an image that a URI says to be of {@code scheme}.
   *
   * @throws IOException if it is no image, or one of another scheme (the message names that), or
   *     broken or not supported
   */
  public static OpenImage open(String scheme, Path file, ImageOptions options) throws IOException {
    OpenImage image =
        open(
            file,
            options,
            (format, candidate) -> {
              if (!format.accepts(scheme, candidate)) {
                throw new UnsupportedImageException(
                    file
                        + " as "
                        + scheme
                        + ": it holds "
                        + format.name()
                        + ", which the scheme "
                        + format.scheme(candidate)
                        + ": opens");
              }
              return true;
            },
            ImageOpener::choose);
    return orThrow(image, file);
  }

  /**
   * Opens an image of any kind.
   *
   * @throws IOException if it is no image, or broken or not supported
   */
  public static OpenImage open(Path file, ImageOptions options) throws IOException {
    return orThrow(open(file, options, (format, candidate) -> true, ImageOpener::choose), file);
  }

  /**
   * Describes an image of any kind, even if none of its volumes can be shown.
   *
   * @throws IOException if it is no image, or its container is broken or not supported
   */
  public static ImageInfo describe(Path file, ImageOptions options) throws IOException {
    try (OpenImage image = openWithoutTree(file, options)) {
      return ImageDescriber.of(image.container(), image.openVolumes());
    }
  }

  /**
   * Checks all that an image carries to check it by, then reads every file of every volume.
   *
   * @return whether all of it was checked and is sound
   * @throws IOException if it is no image, or its container cannot be opened
   */
  public static boolean verify(Path file, ImageOptions options, Consumer<ImageCheck> checks)
      throws IOException {
    VerifyReporter report = new VerifyReporter(checks);
    try (OpenImage image = openWithoutTree(file, options)) {
      image.container().verify(report);
      VolumeSet volumes = image.openVolumes();
      for (int i = 0; i < volumes.count(); i++) {
        String name = "volume " + (i + 1);
        try {
          FileTreeVerifier.of(volumes.open(i), name, report);
        } catch (UnsupportedImageException e) {
          report.unchecked(name, e.getMessage());
        } catch (IOException e) {
          report.checked(name, false, e.getMessage());
        }
      }
    }
    return report.valid();
  }

  private static OpenImage openWithoutTree(Path file, ImageOptions options) throws IOException {
    return orThrow(
        open(file, options, (format, candidate) -> true, (volumes, given) -> null), file);
  }

  private static Volume choose(VolumeSet volumes, ImageOptions options) throws IOException {
    return new VolumeSelector(volumes, options).choose();
  }

  private static OpenImage orThrow(OpenImage image, Path file) throws IOException {
    if (image == null) {
      throw new UnsupportedImageException(file + ": no disk image of a known format");
    }
    return image;
  }

  /** Says whether to go on with a file of a known format. */
  private interface Filter {
    boolean test(ContainerFormat format, ImageFile file) throws IOException;
  }

  /** Says which volume is the tree; null for none. */
  private interface Choice {
    Volume of(VolumeSet volumes, ImageOptions options) throws IOException;
  }

  private static OpenImage open(Path path, ImageOptions options, Filter filter, Choice choice)
      throws IOException {
    Path file = path.toAbsolutePath();
    boolean folder = Files.isDirectory(file);
    if (!folder && special(file)) {
      return null;
    }
    HostFile host = folder ? null : HostFiles.open(file, options.mapped());
    Container container = null;
    try {
      Path parent = folder ? file : file.getParent();
      HostFolder siblings = HostFiles.folder(parent == null ? file : parent, options.mapped());
      Path name = file.getFileName();
      ChunkCache cache = new ChunkCache(options.cacheBytes());
      ImageFile image = new ImageFile(name == null ? "" : name.toString(), host, siblings, cache);
      for (ContainerFormat format : Formats.CONTAINERS) {
        if (format.probe(image)) {
          if (!filter.test(format, image)) {
            break;
          }
          container = WrappedContainer.open(format, image, options);
          return mount(host, container, options, cache, choice);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      closeQuietly(e, container, host);
      throw e;
    }
    if (host != null) {
      host.close();
    }
    return null;
  }

  /** A FIFO or a terminal: opening it may wait for ever. Block devices are welcome. */
  private static boolean special(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      return false;
    }
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode");
      return (mode & 0xF000) != 0x6000;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return true;
    }
  }

  private static OpenImage mount(
      HostFile host, Container container, ImageOptions options, ChunkCache cache, Choice choice)
      throws IOException {
    VolumeSet volumes =
        new VolumeSet(new VolumeScanner(options, cache).find(container), options.view());
    try {
      Volume tree = choice.of(volumes, options);
      return new OpenImage(host, container, volumes, tree, cache);
    } catch (IOException | RuntimeException | Error e) {
      closeQuietly(e, volumes);
      throw e;
    }
  }

  private static void closeQuietly(Throwable cause, Closeable... resources) {
    for (Closeable resource : resources) {
      if (resource != null) {
        try {
          resource.close();
        } catch (IOException e) {
          cause.addSuppressed(e);
        }
      }
    }
  }
}
