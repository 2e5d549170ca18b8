package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The entries of a directory as paths that know their entry. */
final class ImageDirectoryStream implements DirectoryStream<Path> {
  private final ImagePath path;
  private final ResolvedEntry directory;
  private final Filter<? super Path> filter;
  private final NodeCursor nodes;
  private boolean iterated;
  private boolean closed;
  private boolean ended;
  private Path next;

  private ImageDirectoryStream(
      ImagePath path, ResolvedEntry directory, Filter<? super Path> filter, NodeCursor nodes) {
    this.path = path;
    this.directory = directory;
    this.filter = filter;
    this.nodes = nodes;
  }

  /**
   * Opens a directory.
   *
   * @param path how the directory was named, which the entries' paths begin with
   */
  static ImageDirectoryStream open(
      ImagePath path, ResolvedEntry directory, Filter<? super Path> filter) throws IOException {
    ImageFileSystem fileSystem = path.getFileSystem();
    // The entries put their own text behind this one; made now, it is made once.
    String text = path.toString();
    assert text != null;
    NodeCursor nodes = fileSystem.volume().children(directory.node());
    ImageDirectoryStream stream = new ImageDirectoryStream(path, directory, filter, nodes);
    boolean registered = false;
    try {
      fileSystem.register(stream);
      registered = true;
    } finally {
      if (!registered) {
        nodes.close();
      }
    }
    return stream;
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (closed) {
      throw new ClosedDirectoryStreamException();
    }
    if (iterated) {
      throw new IllegalStateException("a directory stream has one iterator");
    }
    iterated = true;
    return new Entries();
  }

  private synchronized boolean hasNext() {
    if (next == null && !ended) {
      path.getFileSystem().checkOpen();
      next = closed ? null : advance();
      ended = next == null;
    }
    return next != null;
  }

  private synchronized Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path result = next;
    next = null;
    return result;
  }

  private Path advance() {
    try {
      Node node;
      while ((node = nodes.next()) != null) {
        Path entry = new ImagePath(path, directory.child(node));
        if (filter.accept(entry)) {
          return entry;
        }
      }
      return null;
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      nodes.close();
    }
    path.getFileSystem().unregister(this);
  }

  private final class Entries implements Iterator<Path> {
    @Override
    public boolean hasNext() {
      return ImageDirectoryStream.this.hasNext();
    }

    @Override
    public Path next() {
      return ImageDirectoryStream.this.next();
    }

    /** Refused: nothing in an image is removed. */
    @Override
    public void remove() {
      throw new ReadOnlyFileSystemException();
    }
  }
}
