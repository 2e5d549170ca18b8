package io.github.diskimagefs.image;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host that counts the reads of its files. A file may report a larger size than it has; the bytes
 * after its end are zeros.
 */
public final class CountingHost {
  private final Provider provider = new Provider();
  private final Path real;
  private final long size;
  private final List<Read> reads = new ArrayList<>();
  private long bytesRead;
  private int opens;

  /** One read: so many bytes from a position on. */
  public record Read(long position, int length) {}

  /**
   * A file on this host.
   *
   * @param real where its bytes are
   * @param size how long it seems, at least as long as it is
   */
  public CountingHost(Path real, long size) {
    this.real = real;
    this.size = size;
  }

  /** The file as its users see it. */
  public Path file() {
    return wrap(real);
  }

  /** Bytes read from the file so far. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Channels opened so far. */
  public int opens() {
    return opens;
  }

  /** The reads so far. */
  public List<Read> reads() {
    return reads;
  }

  private Path wrap(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Path.class, Wrapped.class},
            (proxy, method, args) -> {
              if (method.getName().equals("getFileSystem")) {
                return provider.fileSystem;
              }
              if (method.getName().equals("unwrap")) {
                return path;
              }
              Object[] plain =
                  args == null ? null : Arrays.stream(args).map(CountingHost::plain).toArray();
              try {
                Object result = method.invoke(path, plain);
                return result instanceof Path p ? wrap(p) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** What a path of this host is on the file system below. */
  public interface Wrapped {
    /** The path below. */
    Path unwrap();
  }

  private static Object plain(Object value) {
    return value instanceof Wrapped wrapped ? wrapped.unwrap() : value;
  }

  private static Path below(Path path) {
    return (Path) plain(path);
  }

  private final class Counting implements SeekableByteChannel {
    private final SeekableByteChannel below;
    private long position;

    Counting(SeekableByteChannel below) {
      this.below = below;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (position >= size) {
        return -1;
      }
      int start = target.position();
      if (position < below.size()) {
        below.position(position).read(target);
      } else {
        while (target.hasRemaining() && position + target.position() - start < size) {
          target.put((byte) 0);
        }
      }
      int count = target.position() - start;
      synchronized (reads) {
        reads.add(new Read(position, count));
        bytesRead += count;
      }
      position += count;
      return count;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean isOpen() {
      return below.isOpen();
    }

    @Override
    public void close() throws IOException {
      below.close();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
      throw new NonWritableChannelException();
    }
  }

  /** The provider of the file system below, but for channels. */
  private final class Provider extends FileSystemProvider {
    private final FileSystem fileSystem = new Facade(this);

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      opens++;
      return new Counting(host().newByteChannel(below(path), options, attributes));
    }

    private FileSystemProvider host() {
      return real.getFileSystem().provider();
    }

    @Override
    public String getScheme() {
      return "counting";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      return host().newDirectoryStream(below(folder), filter);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return host().isSameFile(below(path), below(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return host().isHidden(below(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return host().getFileStore(below(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      host().checkAccess(below(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return host().getFileAttributeView(below(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return host().readAttributes(below(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return host().readAttributes(below(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) {
      throw new UnsupportedOperationException();
    }
  }

  /** A file system that leads to the provider. */
  private final class Facade extends FileSystem {
    private final FileSystemProvider provider;

    Facade(FileSystemProvider provider) {
      this.provider = provider;
    }

    @Override
    public FileSystemProvider provider() {
      return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public String getSeparator() {
      return real.getFileSystem().getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return real.getFileSystem().getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return real.getFileSystem().getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return real.getFileSystem().supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrap(real.getFileSystem().getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      return real.getFileSystem().getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return real.getFileSystem().getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }
}
