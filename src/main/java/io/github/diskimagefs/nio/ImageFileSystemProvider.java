package io.github.diskimagefs.nio;

import io.github.diskimagefs.mount.DetectedImage;
import io.github.diskimagefs.mount.ImageOpener;
import io.github.diskimagefs.mount.OpenImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.options.ImageUri;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens and registers images: everything of a provider except its scheme. */
abstract class ImageFileSystemProvider extends ReadingFileSystemProvider {
  private final String scheme;
  private final FileSystemRegistry mounts = new FileSystemRegistry();

  ImageFileSystemProvider(ImageScheme scheme) {
    this.scheme = scheme.text();
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  /** Opens an image of this provider's scheme. */
  FileSystem open(Path image, DetectedImage detected, ImageOptions options) throws IOException {
    return open(ImageLocation.of(image.toAbsolutePath()), detected, options);
  }

  /** Opens an image of this provider's scheme. */
  FileSystem open(ImageLocation host, DetectedImage detected, ImageOptions options)
      throws IOException {
    return ImageFileSystem.of(this, host, detected.open(options), () -> {});
  }

  @Override
  public FileSystem newFileSystem(Path image, Map<String, ?> env) throws IOException {
    if (toBeCreated(image, env)) {
      throw declined(image);
    }
    ImageOptions options = null;
    IllegalArgumentException error = null;
    try {
      options = ImageOptions.from(env);
    } catch (IllegalArgumentException e) {
      error = e; // an invalid value of an option may be valid for the provider that opens the file
    }
    DetectedImage detected =
        PendingDetection.take(image, env, error == null ? options : ImageOptions.DEFAULTS);
    if (detected == null || !detected.scheme().equals(scheme)) {
      PendingDetection.leave(this, image, env, detected);
      throw declined(image);
    }
    if (error != null) {
      try (detected) {
        throw error;
      }
    }
    return open(image, detected, options);
  }

  private UnsupportedOperationException declined(Path image) {
    return new UnsupportedOperationException(image + ": no image that " + scheme + ": opens");
  }

  /**
   * Returns whether the caller wants to create a file. That is left to the provider of archives,
   * which on the module path is asked after this one.
   */
  private static boolean toBeCreated(Path image, Map<String, ?> env) {
    return String.valueOf(env.get("create")).equals("true") && Files.notExists(image);
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    ImageOptions options = ImageOptions.from(env);
    ImageLocation host = ImageLocation.of(parsed.host());
    return using(host, key -> mounts.create(key, mount -> open(host, options, mount)));
  }

  private ImageFileSystem open(
      ImageLocation host, ImageOptions options, FileSystemRegistry.Registration mount)
      throws IOException {
    OpenImage mounted =
        ImageOpener.open(scheme, host.file(), options, ImageFileSystem.cache(host.file()));
    return ImageFileSystem.of(this, host, mounted, mount::unregister);
  }

  /** An operation with the registry's key of an image file. */
  private interface Keyed<T> {
    T with(String key) throws IOException;
  }

  /**
   * Closes the location of the host unless the operation creates a file system, which then owns it.
   */
  private static ImageFileSystem using(ImageLocation host, Keyed<ImageFileSystem> use)
      throws IOException {
    ImageFileSystem result = null;
    try {
      result = use.with(key(host.file()));
      return result;
    } finally {
      if (result == null || result.host() != host) {
        host.close();
      }
    }
  }

  private static String key(Path file) throws IOException {
    return file.toRealPath().toUri().toString();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return existing(ImageUri.parse(scheme, uri));
  }

  private ImageFileSystem existing(ImageUri uri) {
    ImageFileSystem fileSystem = null;
    try (ImageLocation host = ImageLocation.existing(uri.host())) {
      fileSystem = mounts.get(key(host.file()));
    } catch (IOException e) {
      throw notFound(uri, e);
    }
    if (fileSystem == null) {
      throw notFound(uri, null);
    }
    return fileSystem;
  }

  private FileSystemNotFoundException notFound(ImageUri uri, IOException cause) {
    String reason = cause == null ? "not open" : cause.toString();
    FileSystemNotFoundException e =
        new FileSystemNotFoundException(scheme + ':' + uri.host() + ": " + reason);
    e.initCause(cause);
    return e;
  }

  /** Returns a path of a file system that is already open. */
  Path existing(URI uri) {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    return existing(parsed).getPath(parsed.path());
  }

  @Override
  public Path getPath(URI uri) {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    try {
      ImageLocation host = ImageLocation.of(parsed.host());
      ImageFileSystem fileSystem =
          using(host, key -> mounts.getOrCreate(key, m -> open(host, ImageOptions.DEFAULTS, m)));
      return fileSystem.getPath(parsed.path());
    } catch (IOException e) {
      throw notFound(parsed, e);
    }
  }

  /** Returns the location of an image file in another image, which is opened if it is not open. */
  ImageLocation host(URI uri) throws IOException {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    ImageLocation host = ImageLocation.of(parsed.host());
    FileSystemRegistry.Lease lease = null;
    try {
      lease = mounts.acquire(key(host.file()), m -> open(host, ImageOptions.DEFAULTS, m));
      return new ImageLocation(lease.fileSystem().getPath(parsed.path()), lease.release());
    } finally {
      if (lease == null || lease.fileSystem().host() != host) {
        host.close();
      }
    }
  }
}
