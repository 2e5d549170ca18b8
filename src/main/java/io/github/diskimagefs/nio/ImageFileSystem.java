package io.github.diskimagefs.nio;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.mount.OpenImage;
import io.github.diskimagefs.options.ImageUri;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** An open image. */
final class ImageFileSystem extends FileSystem
    implements ResourceRegistry, Comparable<ImageFileSystem> {
  private static final AtomicLong SERIAL = new AtomicLong();

  private final long serial = SERIAL.incrementAndGet();
  private final ImageFileSystemProvider provider;
  private final ImageLocation host;
  private final Closeable image;
  private final Runnable forget;
  private final Volume volume;
  private final ResolvedEntry root;
  private final Lookup lookup;
  private final FileOpener content;
  private final FileStores stores;
  private final Set<String> views;
  private final Set<Closeable> resources = ConcurrentHashMap.newKeySet();
  private final FileLockTable locks = new FileLockTable();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ImageFileSystem(
      ImageFileSystemProvider provider,
      ImageLocation host,
      Closeable image,
      Volume volume,
      Node root,
      FileStores stores,
      Runnable forget) {
    this.provider = provider;
    this.host = host;
    this.image = image;
    this.forget = forget;
    this.volume = volume;
    this.root = ResolvedEntry.root(root);
    this.lookup = new Lookup(volume, this.root);
    this.content = new FileOpener(this);
    this.stores = stores;
    this.views = Set.copyOf(AttributeNames.views(volume));
  }

  /**
   * Creates a file system that owns the image and, once it is returned, the location of its host.
   *
   * @param forget runs when the file system closes
   */
  static ImageFileSystem of(
      ImageFileSystemProvider provider, ImageLocation host, OpenImage image, Runnable forget)
      throws IOException {
    FileStores stores = new FileStores(image.containerType(), image.tree(), image::volumes);
    return of(provider, host, image, image.tree(), stores, forget);
  }

  /** Creates a file system of its parts; closes {@code image} after an error. */
  static ImageFileSystem of(
      ImageFileSystemProvider provider,
      ImageLocation host,
      Closeable image,
      Volume volume,
      FileStores stores,
      Runnable forget)
      throws IOException {
    ImageFileSystem created = null;
    try {
      ImageFileSystem opened =
          new ImageFileSystem(provider, host, image, volume, volume.root(), stores, forget);
      ImageFileSystem outer = host.outer();
      if (outer != null) {
        outer.register(opened); // to be closed with it
      }
      created = opened;
      return created;
    } finally {
      if (created == null) {
        image.close();
      }
    }
  }

  /** Returns the cache of the image that holds a file; null if none of this library does. */
  static ChunkCache cache(Path file) {
    return file.getFileSystem() instanceof ImageFileSystem outer
            && outer.image instanceof OpenImage image
        ? image.cache()
        : null;
  }

  ImageLocation host() {
    return host;
  }

  Volume volume() {
    return volume;
  }

  Lookup lookup() {
    return lookup;
  }

  /** Finds the entry of a path, as {@link Lookup#find} does, in a file system that is open. */
  ResolvedEntry find(ImagePath path, boolean follow) throws IOException {
    checkOpen();
    return lookup.find(path, follow);
  }

  FileOpener content() {
    return content;
  }

  // Open and closed.

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  /** Returns whether this file system, or the one that holds its image file, is closed. */
  boolean isStale() {
    return !isOpen() || !host.isOpen();
  }

  void checkOpen() {
    if (closed.get()) {
      throw new ClosedFileSystemException();
    }
  }

  @Override
  public void register(Closeable resource) {
    resources.add(resource);
    if (closed.get()) {
      // close() may have run before the resource was registered.
      resources.remove(resource);
      throw new ClosedFileSystemException();
    }
  }

  @Override
  public FileLockTable locks() {
    return locks;
  }

  @Override
  public void unregister(Closeable resource) {
    resources.remove(resource);
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    forget.run();
    ImageFileSystem outer = host.outer();
    if (outer != null) {
      outer.unregister(this);
    }
    List<Closeable> all = new ArrayList<>(resources);
    all.add(image);
    all.add(host);
    try {
      Closing.all(all);
    } catch (IOException e) {
      // A closed host has closed its files already.
      if (host.isOpen()) {
        throw e;
      }
    } finally {
      resources.clear();
    }
  }

  // Paths.

  @Override
  public ImagePath getPath(String first, String... more) {
    if (more.length == 0) {
      return ImagePath.of(this, first);
    }
    StringBuilder path = new StringBuilder(first);
    for (String part : more) {
      if (!part.isEmpty()) {
        path.append(path.length() == 0 ? "" : "/").append(part);
      }
    }
    return ImagePath.of(this, path.toString());
  }

  URI uri(String absolute) {
    return ImageUri.of(provider.getScheme(), host.uri(), absolute);
  }

  /** Returns the target of a symbolic link as recorded. */
  ImagePath target(ResolvedEntry link) throws IOException {
    String target = text(link);
    try {
      return ImagePath.target(this, target);
    } catch (InvalidPathException e) {
      throw new MalformedImageException(
          "symbolic link " + link.realPath(), MalformedImageException.NO_OFFSET, "holds NUL", e);
    }
  }

  private String text(ResolvedEntry link) throws IOException {
    try {
      return volume.target(link.node());
    } catch (IOException e) {
      throw ReadErrors.of(link.realPath(), e);
    }
  }

  /**
   * Returns the path with the names as stored.
   *
   * @param follow whether symbolic links are resolved
   */
  ImagePath realPath(ImagePath path, boolean follow) throws IOException {
    checkOpen();
    if (follow) {
      return ImagePath.of(this, lookup.find(path, true).realPath());
    }
    String plain = lookup.find(path, false).realPath();
    ImagePath real = getPath("/");
    if (plain.equals(path.absolute())) {
      return path.toAbsolutePath(); // no link in the path, and the names as stored
    }
    for (Path name : path) {
      switch (name.toString()) {
        case "", ".":
          break;
        case "..":
          // After a link, the previous name is not the parent directory.
          boolean link = lookup.find(real, false).isLink();
          real = link ? real.resolve(name) : real.getParent() == null ? real : real.getParent();
          break;
        default:
          ResolvedEntry entry = lookup.find(real.resolve(name), false);
          real = ImagePath.of(this, PathNames.join(real.toString(), entry.node().name()));
          break;
      }
    }
    return real;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    checkOpen();
    return List.of(getPath("/"));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return Globs.matcher(syntaxAndPattern);
  }

  // The rest.

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    checkOpen();
    return stores.all();
  }

  FileStore fileStore(ResolvedEntry entry) {
    return stores.of(entry.node());
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return views;
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return Principals.LOOKUP;
  }

  /** Throws, because the files of an image never change. */
  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing in an image changes");
  }

  /** Compares by the order of opening. */
  @Override
  public int compareTo(ImageFileSystem other) {
    return Long.compare(serial, other.serial);
  }

  @Override
  public boolean equals(Object other) {
    return other == this;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(serial);
  }

  @Override
  public String toString() {
    String location;
    try {
      location = host.uri().toString();
    } catch (RuntimeException | IOError e) {
      // The host's file system is closed, or its provider has no URIs or no absolute paths.
      location = host.toString();
    }
    return provider.getScheme() + ':' + location;
  }
}
