package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** Opens files for reading. */
final class FileOpener {
  private final ImageFileSystem fileSystem;
  private final ReadAhead readAhead;

  FileOpener(ImageFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    this.readAhead = new ReadAhead(fileSystem.volume());
  }

  /** A channel over a file's bytes. */
  FileChannel channel(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    ResolvedEntry file = find(path, options);
    return SegmentChannels.open(source(path, file), fileSystem).ofFile(file.key());
  }

  /** A channel whose reads run on {@code executor}, or on threads of the JDK's if that is null. */
  AsynchronousFileChannel asynchronous(
      ImagePath path, Set<? extends OpenOption> options, ExecutorService executor)
      throws IOException {
    ResolvedEntry file = find(path, options);
    return new ImageAsynchronousFileChannel(source(path, file), fileSystem, file.key(), executor);
  }

  /** A stream of a file's bytes. */
  InputStream stream(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    return new NodeInputStream(source(path, find(path, options)), fileSystem);
  }

  /**
   * Finds a file.
   *
   * @throws java.nio.file.ReadOnlyFileSystemException if the options ask for writing
   */
  private ResolvedEntry find(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    ReadOnlyFileSystemProvider.checkReading(options);
    return fileSystem.lookup().find(path, !options.contains(LinkOption.NOFOLLOW_LINKS));
  }

  private ByteSource content(ImagePath path, ResolvedEntry file) throws IOException {
    try {
      ByteSource bytes = fileSystem.volume().open(file.node());
      return new NamedSource(readAhead.withReadAhead(bytes, file), path);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  /** Returns the bytes of a file. */
  private ByteSource source(ImagePath path, ResolvedEntry entry) throws IOException {
    Node node = entry.node();
    switch (node.kind()) {
      case FILE:
        return content(path, entry);
      case DIRECTORY:
        throw new FileSystemException(path.toString(), null, "is a directory");
      case SYMBOLIC_LINK:
        throw new FileSystemException(path.toString(), null, "is a symbolic link (NOFOLLOW_LINKS)");
      default:
        throw new FileSystemException(path.toString(), null, "is a device, FIFO or socket");
    }
  }
}
