package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageUri;
import io.github.diskimagefs.options.UriText;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.Locale;
import java.util.Map;

/**
 * An image file on any file system, and the outer file systems opened to reach it; or an image in a
 * channel, which has a name instead of a file.
 */
final class ImageLocation implements Closeable {
  /** The scheme of the URI of an image in a channel; it names no provider. */
  private static final String CHANNEL = "channel:";

  private final Path file;
  private final String name;
  private final Closeable hold;

  /**
   * Creates the location of a file.
   *
   * @param hold closed with the location: the file systems opened to reach the file
   */
  ImageLocation(Path file, Closeable hold) {
    this(file, "", hold);
  }

  private ImageLocation(Path file, String name, Closeable hold) {
    this.file = file;
    this.name = name;
    this.hold = hold;
  }

  /** Returns the location of an image in a channel. */
  static ImageLocation ofChannel(String name) {
    return new ImageLocation(null, name, () -> {});
  }

  /** Creates the location of a file whose file system stays open. */
  static ImageLocation of(Path file) {
    return new ImageLocation(file, () -> {});
  }

  /**
   * Finds the file. An image or archive around it is opened if it is not open.
   *
   * @throws FileSystemNotFoundException if the URI names another provider's file system, which is
   *     not open
   * @throws IOException if an image around it cannot be opened
   */
  static ImageLocation of(URI uri) throws IOException {
    String scheme = scheme(uri);
    ImageFileSystemProvider provider = ImageProviders.named(scheme);
    if (provider != null) {
      return provider.host(uri);
    }
    if (!scheme.equals("jar")) {
      return of(Path.of(uri));
    }
    ImageUri jar = ImageUri.parse(scheme, uri);
    // The provider of archives takes the text before the first "!/" for the archive's URI.
    if (!ImageUri.owns(scheme(jar.host()))) {
      try {
        return of(Path.of(uri));
      } catch (FileSystemNotFoundException e) {
        // The archive is not open, so it is opened for this image only.
      }
    }
    return inArchive(jar);
  }

  /**
   * Finds the file if every image around it is open.
   *
   * @throws FileSystemNotFoundException if one is not
   */
  static ImageLocation existing(URI uri) throws IOException {
    ImageFileSystemProvider provider = ImageProviders.named(scheme(uri));
    return provider == null ? of(uri) : of(provider.existing(uri));
  }

  private static ImageLocation inArchive(ImageUri jar) throws IOException {
    ImageLocation archive = of(jar.host());
    FileSystem zip = null;
    try {
      zip = archives().newFileSystem(archive.file, Map.of());
      FileSystem opened = zip;
      return new ImageLocation(
          zip.getPath(jar.path()),
          () -> {
            try (archive;
                opened) {
              // The archive's file system first, then the location of the archive.
            }
          });
    } catch (UnsupportedOperationException e) {
      throw new IOException(archive.file + ": no archive", e);
    } finally {
      if (zip == null) {
        archive.close();
      }
    }
  }

  private static FileSystemProvider archives() {
    for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
      if (provider.getScheme().equalsIgnoreCase("jar")) {
        return provider;
      }
    }
    throw new FileSystemNotFoundException("no provider of jar: is installed");
  }

  /** Returns the file system of this library that holds the image file; null if none does. */
  ImageFileSystem outer() {
    return file != null && file.getFileSystem() instanceof ImageFileSystem outer ? outer : null;
  }

  /** Returns whether the file system of the image file is open. */
  boolean isOpen() {
    return file == null || file.getFileSystem().isOpen();
  }

  /**
   * Returns the URI of the image file. No file system is found by that of a channel.
   *
   * @throws java.nio.file.ClosedFileSystemException if the file's provider needs its file system
   */
  URI uri() {
    return file == null ? URI.create(CHANNEL + UriText.encode('/' + name)) : file.toUri();
  }

  @Override
  public String toString() {
    return file == null ? CHANNEL + name : file.toString();
  }

  /** Returns the image file; null for a channel. */
  Path file() {
    return file;
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    hold.close();
  }
}
