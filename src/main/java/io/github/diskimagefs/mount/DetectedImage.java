package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.ImageFolder;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;

/**
 * A file that was recognised as an image and is open, but not read further. It is detected once and
 * then opened, by whichever provider has its scheme, or closed.
 */
public final class DetectedImage implements Closeable {
  private final HostFile host;
  private final ImageFile file;
  private final ContainerFormat format;

  /**
   * Creates a detected image.
   *
   * @param host null for a folder
   */
  DetectedImage(HostFile host, ImageFile file, ContainerFormat format) {
    this.host = host;
    this.file = file;
    this.format = format;
  }

  /** Returns the URI scheme whose provider opens the image. */
  public String scheme() {
    return format.scheme().text();
  }

  /**
   * Throws if a URI may not name a scheme for this image.
   *
   * @throws NotInImageException naming the scheme that opens the image
   */
  public void requireScheme(String scheme) throws NotInImageException {
    if (!format.accepts(scheme)) {
      throw new NotInImageException(
          "scheme",
          scheme,
          file.name()
              + " is "
              + format.description()
              + ", which the scheme "
              + scheme()
              + ": opens");
    }
  }

  /**
   * Opens the image and chooses the volume that {@code /} shows. The opened image takes this one
   * over; after a failure this one is closed.
   *
   * @throws IOException if it is broken or not supported
   */
  public OpenImage open(ImageOptions options) throws IOException {
    return open(options, true);
  }

  /** Opens the image without choosing a volume, to describe or verify it. */
  OpenImage openWithoutTree(ImageOptions options) throws IOException {
    return open(options, false);
  }

  private OpenImage open(ImageOptions options, boolean choose) throws IOException {
    if (options.scheme().isPresent()) {
      try {
        requireScheme(options.scheme().get().text());
      } catch (IOException e) {
        Closing.after(e, this);
        throw e;
      }
    }
    Container container = null;
    VolumeSet volumes = null;
    try {
      container = ContainerOpener.open(format, file, options);
      if (choose && options.view() == ViewName.RAW) {
        requireSnapshot(options, container, null);
        volumes = new VolumeSet(RawFiles.of(container.content(), options), options.view());
        return new OpenImage(host, container, volumes, volumes.open(0), file.cache());
      }
      ImageOptions inner = container.showsSnapshot() ? options.withoutSnapshot() : options;
      VolumeScanner scanner =
          new VolumeScanner(inner, file.cache(), new ImageFolder(file.name(), file.folder()));
      volumes = new VolumeSet(scanner.find(container.content()), options.view());
      VolumeSelector selector = new VolumeSelector(volumes, options);
      Volume tree = choose ? selector.choose() : selector.chosen();
      requireSnapshot(options, container, tree);
      return new OpenImage(host, container, volumes, tree, file.cache());
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, volumes, container, host);
      throw e;
    }
  }

  /** Refuses a snapshot that neither the container nor the volume knows of. */
  private static void requireSnapshot(ImageOptions options, Container container, Volume tree)
      throws NotInImageException {
    boolean known = container.showsSnapshot() || (tree != null && tree.hasSnapshots());
    boolean raw = options.view() == ViewName.RAW;
    if (options.snapshot().isPresent() && !known && (tree != null || raw)) {
      throw new NotInImageException(
          "snapshot", options.snapshot().get(), "the image has no snapshots");
    }
  }

  @Override
  public void close() throws IOException {
    try (host) {
      format.discard();
    }
  }
}
