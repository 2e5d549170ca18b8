package io.github.diskimagefs.spark.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** The entries of a folder, a page of which is held at a time. */
final class FolderListing implements DirectoryStream<Path>, Iterator<Path> {
  private final FolderPath folder;
  private final RemoteIterator<FileStatus> entries;
  private final Filter<? super Path> filter;
  private boolean started;
  private boolean closed;
  private Path next;

  FolderListing(
      FolderPath folder, RemoteIterator<FileStatus> entries, Filter<? super Path> filter) {
    this.folder = folder;
    this.entries = entries;
    this.filter = filter;
  }

  @Override
  public Iterator<Path> iterator() {
    if (started || closed) {
      throw new IllegalStateException("already iterated, or closed");
    }
    started = true;
    return this;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !closed && entries.hasNext()) {
        Path entry = folder.resolve(entries.next().getPath().getName());
        next = filter == null || filter.accept(entry) ? entry : null;
      }
      return next != null;
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
  }

  @Override
  public Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path entry = next;
    next = null;
    return entry;
  }

  @Override
  public void close() {
    closed = true;
  }
}
