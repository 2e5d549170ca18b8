package io.github.diskimagefs.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code counting}, whose requests are counted. */
public final class CountingFileSystem extends RawLocalFileSystem {
  /** Names of the files that were opened. */
  static final List<String> OPENED = new CopyOnWriteArrayList<>();

  /** Names of the files whose status was asked for. */
  static final List<String> ASKED = new CopyOnWriteArrayList<>();

  /** Names of the folders that were listed. */
  static final List<String> LISTED = new CopyOnWriteArrayList<>();

  /** Bytes that were read. */
  static final AtomicLong BYTES = new AtomicLong();

  /** Positional reads. */
  static final AtomicLong READS = new AtomicLong();

  private final ThreadLocal<Boolean> opening = ThreadLocal.withInitial(() -> false);

  /** Creates the file system, as Hadoop does. */
  public CountingFileSystem() {}

  static void reset() {
    OPENED.clear();
    ASKED.clear();
    LISTED.clear();
    BYTES.set(0);
    READS.set(0);
  }

  @Override
  public URI getUri() {
    return URI.create("counting:///");
  }

  @Override
  public String getScheme() {
    return "counting";
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (!opening.get()) {
      ASKED.add(path.getName());
    }
    return plain(super.getFileStatus(path), path);
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    LISTED.add(folder.getName());
    List<FileStatus> entries = new ArrayList<>();
    for (File file : pathToFile(folder).listFiles()) {
      entries.add(
          new FileStatus(
              file.length(),
              file.isDirectory(),
              1,
              1 << 20,
              file.lastModified(),
              new Path(folder, file.getName())));
    }
    return entries.toArray(FileStatus[]::new);
  }

  /** Returns a status that does not look for its file under the scheme {@code file}. */
  private static FileStatus plain(FileStatus status, Path path) {
    return new FileStatus(
        status.getLen(), status.isDirectory(), 1, 1 << 20, status.getModificationTime(), path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    OPENED.add(path.getName());
    opening.set(true);
    FSDataInputStream stream;
    try {
      stream = super.open(path, bufferSize); // asks for the status itself
    } finally {
      opening.set(false);
    }
    return new FSDataInputStream(stream) {
      @Override
      public void readFully(long position, byte[] target, int offset, int length)
          throws IOException {
        READS.incrementAndGet();
        BYTES.addAndGet(length);
        super.readFully(position, target, offset, length);
      }
    };
  }
}
