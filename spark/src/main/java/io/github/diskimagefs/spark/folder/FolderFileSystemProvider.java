package io.github.diskimagefs.spark.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.FutureIO;

/** The provider of all folders. It is not installed: paths come from {@link HadoopFolder}. */
final class FolderFileSystemProvider extends FileSystemProvider {
  static final FolderFileSystemProvider INSTANCE = new FolderFileSystemProvider();

  private FolderFileSystemProvider() {}

  @Override
  public String getScheme() {
    return "hadoop-folder";
  }

  /**
   * Opens a file. The hints spare an object store the request for the length, and its stream the
   * bytes after the ones that are asked for; other file systems ignore them.
   */
  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    for (OpenOption option : options) {
      if (option != StandardOpenOption.READ && option != LinkOption.NOFOLLOW_LINKS) {
        throw new ReadOnlyFileSystemException();
      }
    }
    FolderPath file = (FolderPath) path;
    FolderFileSystem folder = file.getFileSystem();
    FileStatus status = folder.status(file);
    try {
      FSDataInputStream stream =
          FutureIO.awaitFuture(
              folder
                  .host()
                  .openFile(folder.hostPath(file))
                  .opt("fs.option.openfile.read.policy", "random")
                  .opt("fs.option.openfile.length", Long.toString(status.getLen()))
                  .opt("fs.s3a.experimental.input.fadvise", "random")
                  .build());
      return new PositionedChannel(stream, status.getLen());
    } catch (FileNotFoundException e) {
      NoSuchFileException missing = new NoSuchFileException(path.toString());
      missing.initCause(e);
      throw missing;
    } catch (IllegalArgumentException e) {
      // Hadoop's file systems with checksums cannot read names with a colon.
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Lists a folder page by page, because it may hold millions of images. */
  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    FolderPath folder = (FolderPath) path;
    FolderFileSystem fileSystem = folder.getFileSystem();
    if (folder.toAbsolutePath().normalize().getNameCount() == 0) {
      return new FolderListing(folder, fileSystem::name, filter);
    }
    if (!fileSystem.status(folder).isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    RemoteIterator<FileStatus> entries =
        fileSystem.host().listStatusIterator(fileSystem.hostPath(folder));
    return new FolderListing(
        folder, index -> entries.hasNext() ? entries.next().getPath().getName() : null, filter);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("no " + type.getSimpleName());
    }
    FolderPath file = (FolderPath) path;
    return type.cast(new FolderAttributes(file.getFileSystem().status(file)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException("no attributes by name");
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    if (type != BasicFileAttributeView.class) {
      return null;
    }
    throw new UnsupportedOperationException("no views");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    for (AccessMode mode : modes) {
      if (mode == AccessMode.WRITE) {
        throw new ReadOnlyFileSystemException();
      }
    }
    FolderPath file = (FolderPath) path;
    file.getFileSystem().status(file);
  }

  @Override
  public boolean isSameFile(Path first, Path second) {
    return first.toAbsolutePath().normalize().equals(second.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("no file stores");
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException("paths come from HadoopFolder");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("paths come from HadoopFolder");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("paths come from HadoopFolder");
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
