package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The entries of a directory as paths that hold their resolved entry. */
final class ImageDirectoryStream implements DirectoryStream<Path> {
  private final ImagePath path;
  private final ResolvedEntry directory;
  private final Filter<? super Path> filter;
  private final NodeCursor nodes;
  private boolean iterated;
  private boolean closed;
  private boolean ended;

  /**
   * Entries that the filter has accepted: more than one only if several threads share an iterator.
   */
  private final Deque<Path> accepted = new ArrayDeque<>(1);

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
   * @param path the path of the directory as the caller gave it, with which the entries' paths
   *     start
   */
  static ImageDirectoryStream open(
      ImagePath path, ResolvedEntry directory, Filter<? super Path> filter, boolean empty)
      throws IOException {
    ImageFileSystem fileSystem = path.getFileSystem();
    // Each entry appends its name to this text, so it is built once, here.
    String text = path.toString();
    assert text != null;
    NodeCursor nodes = empty ? NodeCursor.of(List.of()) : children(path, directory);
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

  private static NodeCursor children(ImagePath path, ResolvedEntry directory) throws IOException {
    try {
      return path.getFileSystem().volume().children(directory.node());
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
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

  /** Finds the next entry; the caller's filter runs without the lock. */
  private boolean hasNext() {
    while (true) {
      Path candidate;
      synchronized (this) {
        if (!accepted.isEmpty() || ended) {
          return !accepted.isEmpty();
        }
        path.getFileSystem().checkOpen();
        candidate = closed ? null : read();
        if (candidate == null) {
          ended = true;
          return false;
        }
      }
      if (accepts(candidate)) {
        synchronized (this) {
          if (!closed) {
            accepted.add(candidate);
          }
        }
      }
    }
  }

  private Path next() {
    Path result;
    do {
      synchronized (this) {
        result = accepted.poll();
      }
    } while (result == null && hasNext());
    if (result == null) {
      throw new NoSuchElementException();
    }
    return result;
  }

  private Path read() {
    try {
      Node node = nodes.next();
      return node == null ? null : new ImagePath(path, directory.child(node));
    } catch (IOException e) {
      throw new DirectoryIteratorException(ReadErrors.of(path, e));
    }
  }

  private boolean accepts(Path candidate) {
    try {
      return filter.accept(candidate);
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

    /** Throws, because images are read-only. */
    @Override
    public void remove() {
      throw new ReadOnlyFileSystemException();
    }
  }
}
