package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.LinkOption;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** Base class of providers that reads files, directories and attributes. */
abstract class ReadingFileSystemProvider extends ReadOnlyFileSystemProvider {

  @Override
  ImagePath open(Path path) {
    ImagePath own = own(path);
    own.getFileSystem().checkOpen();
    return own;
  }

  private ImagePath own(Path path) {
    if (Objects.requireNonNull(path) instanceof ImagePath own
        && own.getFileSystem().provider() == this) {
      return own;
    }
    throw new ProviderMismatchException();
  }

  private ResolvedEntry find(Path path, LinkOption... options) throws IOException {
    ImagePath own = open(path);
    return own.getFileSystem().lookup().find(own, ImagePath.follow(options));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return newFileChannel(path, options, attrs);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    ImagePath own = open(path);
    Objects.requireNonNull(attrs);
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
    Objects.requireNonNull(attrs);
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
    // Not Set.of, which refuses duplicates.
    Set<OpenOption> all = options.length == 0 ? Set.of() : new HashSet<>(Arrays.asList(options));
    return own.getFileSystem().content().stream(own, all);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    ImagePath own = open(dir);
    Objects.requireNonNull(filter);
    ResolvedEntry entry = own.getFileSystem().lookup().findDirectory(own);
    return ImageDirectoryStream.open(own, entry, filter, Lookup.loops(entry, own));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    ImagePath own = open(link);
    ResolvedEntry entry = find(own, LinkOption.NOFOLLOW_LINKS);
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
    ResolvedEntry entry = own.getFileSystem().lookup().findOrNull(own, false);
    return entry != null && entry.node().hidden();
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    ResolvedEntry entry = find(path);
    return ((ImagePath) path).getFileSystem().fileStore(entry);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    ResolvedEntry entry = find(path);
    for (AccessMode mode : modes) {
      Objects.requireNonNull(mode);
      if (mode == AccessMode.WRITE || (mode == AccessMode.EXECUTE && !executable(entry.node()))) {
        throw new AccessDeniedException(path.toString(), null, "not for " + mode);
      }
    }
  }

  /** Returns whether the file is executable by any user, as for the superuser. */
  private static boolean executable(Node node) {
    return node.kind() == Node.Kind.DIRECTORY
        || (node.unix() != null && (node.unix().mode() & 0111) != 0);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return AttributeViews.of(own(path), type, ImagePath.follow(options));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    ImagePath own = open(path);
    Objects.requireNonNull(type);
    ImageFileSystem fileSystem = own.getFileSystem();
    return type.cast(AttributeViews.read(fileSystem.volume(), find(own, options), type));
  }

  /** Called by JDK 20 and later, whose {@code Files.isDirectory} and the like need no exception. */
  public <A extends BasicFileAttributes> A readAttributesIfExists(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    ImagePath own = open(path);
    ImageFileSystem fileSystem = own.getFileSystem();
    ResolvedEntry entry = fileSystem.lookup().findOrNull(own, ImagePath.follow(options));
    return entry == null ? null : type.cast(AttributeViews.read(fileSystem.volume(), entry, type));
  }

  /** Called by JDK 20 and later. */
  public boolean exists(Path path, LinkOption... options) {
    ImagePath own = open(path);
    try {
      return own.getFileSystem().lookup().findOrNull(own, ImagePath.follow(options)) != null;
    } catch (IOException e) {
      return false; // as Files.exists does
    }
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    ImagePath own = open(path);
    return AttributeNames.read(own, attributes, ImagePath.follow(options));
  }
}
