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
final class Content {
  private final ImageFileSystem fileSystem;
  private final Foresight foresight;

  Content(ImageFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    this.foresight = new Foresight(fileSystem.volume());
  }

  /** A channel over a file's bytes. */
  FileChannel channel(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    return SegmentChannels.open(source(path, options), fileSystem);
  }

  /** A channel whose reads run on {@code executor}, or on threads of the JDK's if that is null. */
  AsynchronousFileChannel asynchronous(
      ImagePath path, Set<? extends OpenOption> options, ExecutorService executor)
      throws IOException {
    return new ImageAsynchronousFileChannel(source(path, options), fileSystem, executor);
  }

  /** A stream of a file's bytes. */
  InputStream stream(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    return new ImageInputStream(source(path, options), fileSystem);
  }

  /**
   * The bytes of a file.
   *
   * @throws java.nio.file.ReadOnlyFileSystemException if the options ask for writing
   */
  private ByteSource source(ImagePath path, Set<? extends OpenOption> options) throws IOException {
    ReadOnlyFileSystemProvider.checkReading(options);
    Entry entry = fileSystem.lookup().find(path, !options.contains(LinkOption.NOFOLLOW_LINKS));
    Node node = entry.node();
    switch (node.kind()) {
      case FILE:
        return foresight.watched(fileSystem.volume().open(node), entry);
      case DIRECTORY:
        throw new FileSystemException(path.toString(), null, "is a directory");
      case SYMBOLIC_LINK:
        throw new FileSystemException(path.toString(), null, "is a symbolic link (NOFOLLOW_LINKS)");
      default:
        throw new FileSystemException(path.toString(), null, "is a device, FIFO or socket");
    }
  }
}
