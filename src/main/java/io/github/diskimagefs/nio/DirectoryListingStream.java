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
 * The names in a directory as lines of UTF-8, the content of the JDK's {@code file:} URLs of
 * directories. The directory is listed while the stream is read, because a class loader opens a
 * directory only to check that it exists.
 */
final class DirectoryListingStream extends InputStream {
  private final DirectoryStream<Path> entries;
  private final Iterator<Path> next;
  private byte[] line = {};
  private int lineOffset;

  DirectoryListingStream(Path directory) throws IOException {
    entries = directory.getFileSystem().provider().newDirectoryStream(directory, entry -> true);
    next = entries.iterator();
  }

  @Override
  public int read() throws IOException {
    return more() ? line[lineOffset++] & 0xFF : -1;
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
    int count = Math.min(length, line.length - lineOffset);
    System.arraycopy(line, lineOffset, target, offset, count);
    lineOffset += count;
    return count;
  }

  private boolean more() throws IOException {
    if (lineOffset == line.length && hasNext()) {
      line = (next.next().getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
      lineOffset = 0;
    }
    return lineOffset < line.length;
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
