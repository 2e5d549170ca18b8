package io.github.diskimagefs.bytes;

import io.github.diskimagefs.options.HostBlockOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens host files: the one class of this package that knows paths. */
public final class HostFiles {
  private static final byte[] ZEROS = new byte[256 << 10];

  private HostFiles() {}

  /**
   * Opens a file of any provider.
   *
   * @param mapped whether it may be mapped; files of other providers than the default one never
   *     are, because some copy the whole file first
   */
  public static HostFile open(Path path, boolean mapped) throws IOException {
    return open(path, mapped, new BlockCache(HostBlockOptions.DEFAULTS));
  }

  /**
   * Opens a file of any provider.
   *
   * @param mapped whether it may be mapped, as in {@link #open(Path, boolean)}
   * @param cache holds the blocks of files of other providers than the default one
   */
  public static HostFile open(Path path, boolean mapped, BlockCache cache) throws IOException {
    Path file = path.toAbsolutePath();
    PathOpener opener = new PathOpener(file);
    return new HostFile(file.toString(), opener, mapped && !opener.nested(), cache);
  }

  /**
   * Returns a host file over a channel of the caller, which is never mapped nor opened again.
   *
   * @param name shown in messages
   * @param close whether the channel is closed with the file
   * @param cache holds the blocks that were read
   * @throws IOException if its size cannot be read
   */
  public static HostFile of(
      SeekableByteChannel channel, String name, boolean close, BlockCache cache)
      throws IOException {
    return new HostFile(
        name, new ChannelOpener(close ? channel : new CallerChannel(channel), name), false, cache);
  }

  /**
   * Creates a temporary file that only its owner can read.
   *
   * @return the file, which is deleted when it is closed, at the latest when the JVM ends
   */
  static Temporary temporary() throws IOException {
    Path path = Files.createTempFile("diskimagefs", ".unpacked");
    try {
      TemporaryFiles.add(path);
      return new Temporary(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException | RuntimeException e) {
      TemporaryFiles.delete(path);
      throw e;
    }
  }

  /**
   * A temporary file that one thread writes at a time.
   *
   * @param file writes it; unlike a channel it is not closed by an interrupt
   */
  record Temporary(Path path, RandomAccessFile file) implements Closeable {
    /**
     * Writes bytes; a hole if all of them are zeros.
     *
     * @param offset the end of the file
     */
    void write(long offset, byte[] bytes, int count) throws IOException {
      if (Arrays.equals(bytes, 0, count, ZEROS, 0, Math.min(count, ZEROS.length))) {
        file.setLength(offset + count);
      } else {
        file.seek(offset);
        file.write(bytes, 0, count);
      }
    }

    /**
     * Returns the free bytes of its file system. A {@link java.nio.file.FileStore} would need the
     * table of mounted file systems, in which the root of a process may be missing.
     */
    long usableSpace() {
      return path.toFile().getUsableSpace();
    }

    /**
     * Opens the file for reading.
     *
     * @param size bytes that it will have while it is written; -1 if it is complete
     */
    HostFile open(long size) throws IOException {
      PathOpener opener = new PathOpener(path);
      return size < 0
          ? new HostFile(path.toString(), opener, true)
          : new HostFile(path.toString(), opener, size);
    }

    @Override
    public void close() throws IOException {
      try (file) {
        TemporaryFiles.delete(path);
      }
    }

    @Override
    public String toString() {
      return String.valueOf(path.getParent());
    }
  }

  /** Deletes the temporary files that are left when the JVM ends. */
  private static final class TemporaryFiles {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(TemporaryFiles::deleteAll, "diskimagefs clean-up"));
    }

    private TemporaryFiles() {}

    static void add(Path path) {
      OPEN.add(path);
    }

    static void delete(Path path) throws IOException {
      // A system that keeps open files deletes it at the end.
      if (Files.deleteIfExists(path)) {
        OPEN.remove(path);
      }
    }

    private static void deleteAll() {
      for (Path path : OPEN) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException | RuntimeException e) {
          // There is no more to be done.
        }
      }
    }
  }

  private record ChannelOpener(SeekableByteChannel channel, String name)
      implements HostFile.Opener {
    @Override
    public SeekableByteChannel open() throws IOException {
      requireUsable();
      return channel;
    }

    @Override
    public void requireUsable() throws IOException {
      if (!channel.isOpen()) {
        throw new IOException(name + ": the channel of the image is closed");
      }
    }

    /** Returns false: the channel cannot be opened a second time. */
    @Override
    public boolean cheap() {
      return false;
    }

    @Override
    public boolean nested() {
      return true;
    }
  }

  private record PathOpener(Path path) implements HostFile.Opener {
    /**
     * Opens a file channel where they are the fastest. Other providers may copy the whole file for
     * one; zipfs unpacks the file for either channel, but for this one into a file.
     */
    @Override
    public SeekableByteChannel open() throws IOException {
      try {
        return nested() && cheap()
            ? Files.newByteChannel(path, StandardOpenOption.READ)
            : FileChannel.open(path, StandardOpenOption.READ);
      } catch (UnsupportedOperationException e) {
        return Files.newByteChannel(path, StandardOpenOption.READ);
      } catch (ClosedFileSystemException e) {
        throw new IOException(path + ": the file system that holds the image is closed", e);
      } catch (SecurityException e) {
        throw e;
      } catch (RuntimeException e) {
        if (nested()) {
          throw new IOException(path + ": " + e, e); // other providers have exceptions of their own
        }
        throw e;
      }
    }

    /** Returns false for zipfs, which copies the whole entry to a temporary file. */
    @Override
    public boolean cheap() {
      return !path.getFileSystem().provider().getScheme().equals("jar");
    }

    /** Returns true for all other providers, because their files may be in an image. */
    @Override
    public boolean nested() {
      return path.getFileSystem() != FileSystems.getDefault();
    }
  }

  /** Returns the files of a folder. */
  public static HostFolder folder(Path folder, boolean mapped) {
    return folder(folder, mapped, new BlockCache(HostBlockOptions.DEFAULTS));
  }

  /**
   * Returns the files of a folder, which are opened as {@link #open(Path, boolean, BlockCache)}.
   */
  public static HostFolder folder(Path folder, boolean mapped, BlockCache cache) {
    return new PathFolder(folder.toAbsolutePath(), mapped, cache);
  }

  private record PathFolder(Path folder, boolean mapped, BlockCache cache) implements HostFolder {
    @Override
    public List<String> names(int limit) throws IOException {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (names.size() == limit) {
            break;
          }
          names.add(entry.getFileName().toString());
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      } catch (NotDirectoryException | AccessDeniedException e) {
        return List.of(); // an image needs no siblings; a sheet that does names the missing file
      }
      return names;
    }

    @Override
    public HostFile open(String name) throws IOException {
      Path file = inside(name);
      return file == null || !Files.isRegularFile(file) || leavesByLink(file)
          ? null
          : HostFiles.open(file, mapped, cache);
    }

    /** Returns whether a folder on the way to a file is a link that leads out of this folder. */
    private boolean leavesByLink(Path file) throws IOException {
      Path parent = file.getParent();
      return parent != null
          && !parent.equals(folder.normalize())
          && !parent.toRealPath().startsWith(folder.toRealPath());
    }

    @Override
    public HostFolder folder(String name) throws IOException {
      Path child = inside(name);
      // A link may lead out of the image's folder.
      return child == null || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
          ? null
          : HostFiles.folder(child, mapped, cache);
    }

    /** Returns the path of a name; null if it leaves the folder or is no name on this host. */
    private Path inside(String name) {
      try {
        Path path = folder.resolve(name).normalize();
        return path.startsWith(folder.normalize()) ? path : null;
      } catch (InvalidPathException e) {
        return null;
      }
    }
  }
}
