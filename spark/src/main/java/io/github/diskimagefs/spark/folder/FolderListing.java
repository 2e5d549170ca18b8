package io.github.diskimagefs.spark.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The entries of a folder, a page of which is held at a time. */
final class FolderListing implements DirectoryStream<Path>, Iterator<Path> {
  private final FolderPath folder;
  private final Names names;
  private final Filter<? super Path> filter;
  private boolean started;
  private boolean closed;
  private int count;
  private Path next;

  /** Returns the names of the entries. */
  @FunctionalInterface
  interface Names {
    /** Returns the name of an index, which counts from 0; null after the last. */
    String get(int index) throws IOException;
  }

  FolderListing(FolderPath folder, Names names, Filter<? super Path> filter) {
    this.folder = folder;
    this.names = names;
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
      while (next == null && !closed) {
        String name = names.get(count);
        if (name == null) {
          break;
        }
        count++;
        Path entry = folder.resolve(name);
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
