package io.github.diskimagefs.nio;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.mount.MountedImage;
import io.github.diskimagefs.mount.Mounter;
import io.github.diskimagefs.volume.Node;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** What the providers have in common, which is everything but the scheme. */
abstract class ImageFileSystemProvider extends ReadOnlyFileSystemProvider {
  private final String scheme;
  private final Mounts mounts = new Mounts();

  ImageFileSystemProvider(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  // Opening.

  /** Opens an image if it is one of this scheme; null if not. */
  FileSystem openIfOf(Path image, ImageOptions options) throws IOException {
    MountedImage mounted = Mounter.openIfOf(scheme, image, options);
    return mounted == null
        ? null
        : ImageFileSystem.of(this, Host.of(image.toAbsolutePath()), mounted, () -> {});
  }

  @Override
  public FileSystem newFileSystem(Path image, Map<String, ?> env) throws IOException {
    FileSystem fileSystem = openIfOf(image, ImageOptions.from(env));
    if (fileSystem == null) {
      throw new UnsupportedOperationException(image + ": no image that " + scheme + ": opens");
    }
    return fileSystem;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    ImageOptions options = ImageOptions.from(env);
    Host host = Host.of(parsed.host());
    return using(host, key -> mounts.create(key, mount -> open(host, options, mount)));
  }

  private ImageFileSystem open(Host host, ImageOptions options, Mounts.Mount mount)
      throws IOException {
    MountedImage mounted = Mounter.open(scheme, host.file(), options);
    return ImageFileSystem.of(this, host, mounted, mount::forget);
  }

  /** What is done with the key of an image file. */
  private interface Keyed<T> {
    T with(String key) throws IOException;
  }

  /** Lets go of the host unless a file system was made that has taken it over. */
  private static ImageFileSystem using(Host host, Keyed<ImageFileSystem> use) throws IOException {
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
    try (Host host = Host.existing(uri.host())) {
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

  /** A path of a file system that is open already. */
  Path existing(URI uri) {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    return existing(parsed).getPath(parsed.path());
  }

  @Override
  public Path getPath(URI uri) {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    try {
      Host host = Host.of(parsed.host());
      ImageFileSystem fileSystem =
          using(host, key -> mounts.getOrCreate(key, m -> open(host, ImageOptions.DEFAULTS, m)));
      return fileSystem.getPath(parsed.path());
    } catch (IOException e) {
      throw notFound(parsed, e);
    }
  }

  /** A file in an image, for an image in that file; the outer one is opened if need be. */
  Host host(URI uri) throws IOException {
    ImageUri parsed = ImageUri.parse(scheme, uri);
    Host host = Host.of(parsed.host());
    Mounts.Held held = null;
    try {
      held = mounts.hold(key(host.file()), m -> open(host, ImageOptions.DEFAULTS, m));
      return new Host(held.fileSystem().getPath(parsed.path()), held.release());
    } finally {
      if (held == null || held.fileSystem().host() != host) {
        host.close();
      }
    }
  }

  // Files.

  @Override
  ImagePath open(Path path) {
    if (!(Objects.requireNonNull(path) instanceof ImagePath own)) {
      throw new ProviderMismatchException();
    }
    own.getFileSystem().checkOpen();
    return own;
  }

  private Entry find(Path path, LinkOption... options) throws IOException {
    ImagePath own = open(path);
    return own.getFileSystem().lookup().find(own, ImagePath.follow(options));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    ImagePath own = open(path);
    return own.getFileSystem().content().channel(own, options);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    ImagePath own = open(path);
    return own.getFileSystem().content().channel(own, options);
  }

  @Override
  public AsynchronousFileChannel newAsynchronousFileChannel(
      Path path,
      Set<? extends OpenOption> options,
      ExecutorService executor,
      FileAttribute<?>... attrs)
      throws IOException {
    ImagePath own = open(path);
    return own.getFileSystem().content().asynchronous(own, options, executor);
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    ImagePath own = open(path);
    for (OpenOption option : options) {
      if (option == StandardOpenOption.WRITE || option == StandardOpenOption.APPEND) {
        throw new UnsupportedOperationException(option + " is not allowed");
      }
    }
    return own.getFileSystem().content().stream(own, Set.of(options));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    ImagePath own = open(dir);
    Objects.requireNonNull(filter);
    ImageFileSystem fileSystem = own.getFileSystem();
    Entry entry = fileSystem.lookup().find(own, true);
    if (!entry.isDirectory()) {
      throw new NotDirectoryException(own.toString());
    }
    Lookup.checkLoop(entry, own);
    return ImageDirectoryStream.open(own, entry, filter);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    ImagePath own = open(link);
    Entry entry = find(own, LinkOption.NOFOLLOW_LINKS);
    if (!entry.isLink()) {
      throw new NotLinkException(own.toString());
    }
    return own.getFileSystem().target(entry);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    ImagePath own = open(path);
    if (own.equals(other)) {
      return true;
    }
    if (!(Objects.requireNonNull(other) instanceof ImagePath second)
        || !second.getFileSystem().equals(own.getFileSystem())) {
      return false;
    }
    return find(own).key().equals(find(second).key());
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    ImagePath own = open(path);
    ImagePath name = own.getFileName();
    if (name != null && name.toString().startsWith(".")) {
      return true;
    }
    Entry entry = own.getFileSystem().lookup().findOrNull(own, false);
    return entry != null && entry.node().hidden();
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    Entry entry = find(path);
    return ((ImagePath) path).getFileSystem().fileStore(entry);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Entry entry = find(path);
    for (AccessMode mode : modes) {
      if (mode == AccessMode.WRITE || (mode == AccessMode.EXECUTE && !executable(entry.node()))) {
        throw new AccessDeniedException(path.toString(), null, "not for " + mode);
      }
    }
  }

  /** As the superuser has it: somebody must be allowed. */
  private static boolean executable(Node node) {
    return node.kind() == Node.Kind.DIRECTORY
        || (node.unix() != null && (node.unix().mode() & 0111) != 0);
  }

  // Attributes.

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    if (!(Objects.requireNonNull(path) instanceof ImagePath own)) {
      throw new ProviderMismatchException();
    }
    return AttributeViews.of(own, type, ImagePath.follow(options));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    ImagePath own = open(path);
    ImageFileSystem fileSystem = own.getFileSystem();
    return type.cast(AttributeViews.read(fileSystem.volume(), find(own, options), type));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    ImagePath own = open(path);
    return AttributeNames.read(own, attributes, ImagePath.follow(options));
  }
}
