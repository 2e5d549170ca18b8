package io.github.diskimagefs.nio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;

/**
 * The names in a directory as lines of UTF-8, which is what the JDK's {@code file:} URLs give of
 * one. They are listed while they are read: a class loader opens a directory only to see that it is
 * there.
 */
final class DirectoryListingStream extends InputStream {
  private final DirectoryStream<Path> entries;
  private final Iterator<Path> next;
  private byte[] line = {};
  private int at;

  DirectoryListingStream(Path directory) throws IOException {
    entries = directory.getFileSystem().provider().newDirectoryStream(directory, entry -> true);
    next = entries.iterator();
  }

  @Override
  public int read() throws IOException {
    return more() ? line[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean more() throws IOException {
    if (at == line.length && hasNext()) {
      line = (next.next().getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    return at < line.length;
  }

  private boolean hasNext() throws IOException {
    try {
      return next.hasNext();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
