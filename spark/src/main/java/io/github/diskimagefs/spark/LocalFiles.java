package io.github.diskimagefs.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a local folder and of all folders in it. Hadoop's own listing would also ask for the
 * permissions of each, for which it starts a process where its native library is absent.
 */
final class LocalFiles implements RemoteIterator<FileStatus> {
  private final FileSystem fileSystem;
  private final Deque<RemoteIterator<FileStatus>> folders = new ArrayDeque<>();
  private FileStatus next;

  LocalFiles(FileSystem fileSystem, Path folder) throws IOException {
    this.fileSystem = fileSystem;
    folders.push(fileSystem.listStatusIterator(folder));
  }

  /** Returns whether a file system holds local files. */
  static boolean on(FileSystem fileSystem) {
    FileSystem raw = fileSystem;
    while (raw instanceof FilterFileSystem filter) {
      raw = filter.getRawFileSystem();
    }
    return raw instanceof RawLocalFileSystem;
  }

  @Override
  public boolean hasNext() throws IOException {
    while (next == null && !folders.isEmpty()) {
      RemoteIterator<FileStatus> folder = folders.peek();
      if (!folder.hasNext()) {
        folders.pop();
        continue;
      }
      FileStatus entry = folder.next();
      if (entry.isDirectory()) {
        folders.push(fileSystem.listStatusIterator(entry.getPath()));
      } else {
        next = entry;
      }
    }
    return next != null;
  }

  @Override
  public FileStatus next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    FileStatus file = next;
    next = null;
    return file;
  }
}
