package io.github.diskimagefs.nio;

import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.spi.FileSystemProvider;
import java.util.Objects;
import java.util.Set;

/** Base class of providers that refuses all changes. */
abstract class ReadOnlyFileSystemProvider extends FileSystemProvider {
  private static final Set<StandardOpenOption> WRITING =
      Set.of(
          StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.DELETE_ON_CLOSE);

  /** Returns the path as one of this provider; throws if its file system is closed. */
  abstract ImagePath open(Path path);

  /** Checks the options for opening a file. */
  static void checkReading(Set<? extends OpenOption> options) {
    for (OpenOption option : options) {
      Objects.requireNonNull(option);
      if (!(option instanceof StandardOpenOption) && option != LinkOption.NOFOLLOW_LINKS) {
        throw new UnsupportedOperationException(option + " is not supported");
      }
    }
    if (options.contains(StandardOpenOption.APPEND)
        && (options.contains(StandardOpenOption.READ)
            || options.contains(StandardOpenOption.TRUNCATE_EXISTING))) {
      throw new IllegalArgumentException("APPEND with READ or TRUNCATE_EXISTING");
    }
    for (StandardOpenOption option : WRITING) {
      if (options.contains(option)) {
        throw new ReadOnlyFileSystemException();
      }
    }
  }

  private ReadOnlyFileSystemException refuse(Path path) {
    open(path);
    return new ReadOnlyFileSystemException();
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) {
    open(path);
    for (OpenOption option : options) {
      if (Objects.requireNonNull(option) == StandardOpenOption.READ) {
        throw new IllegalArgumentException("READ is not allowed");
      }
    }
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) {
    throw refuse(dir);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs) {
    Objects.requireNonNull(target);
    throw refuse(link);
  }

  @Override
  public void createLink(Path link, Path existing) {
    Objects.requireNonNull(existing);
    throw refuse(link);
  }

  @Override
  public void delete(Path path) {
    throw refuse(path);
  }

  @Override
  public boolean deleteIfExists(Path path) {
    throw refuse(path);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    open(source);
    throw refuse(target);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    open(source);
    throw refuse(target);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    Objects.requireNonNull(attribute);
    throw refuse(path);
  }
}
