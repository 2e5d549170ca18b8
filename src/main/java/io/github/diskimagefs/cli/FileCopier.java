package io.github.diskimagefs.cli;

import io.github.diskimagefs.Extent;
import io.github.diskimagefs.Hole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Copies files to the host one at a time; a file of the final name is always complete. */
final class FileCopier implements AutoCloseable {
  private static final long PORTION = 4L << 20;
  private static final int BUFFER = 1 << 17;

  private final OverwritePolicy overwrite;
  private final AttributeCopier attributes;
  private final Progress progress;
  private final PartialFile partial = new PartialFile();

  FileCopier(OverwritePolicy overwrite, AttributeCopier attributes, Progress progress) {
    this.overwrite = overwrite;
    this.attributes = attributes;
    this.progress = progress;
  }

  /**
   * Copies a file with its attributes.
   *
   * @return false if a file exists and is kept
   * @throws FileAlreadyExistsException if something else than a file has the name
   */
  boolean copy(CopyRequest request) throws IOException {
    Path host = request.host();
    BasicFileAttributes existing = attributesOf(host);
    if (existing != null) {
      TargetFolder.requireDistinct(host, request.similar());
      if (!ExistingEntry.isReplaceable(existing)
          || (existing.isSymbolicLink() && overwrite == OverwritePolicy.NEVER)) {
        throw ExistingEntry.kept(host, existing);
      }
      if (existing.isRegularFile() && !overwrite.replaces(request.basic(), existing)) {
        return false;
      }
    }
    try {
      content(request.file(), request.folder().host());
      attributes.copy(request.file(), partial.path(), request.warnings());
      partial.finish(host, existing != null);
    } finally {
      partial.discard();
    }
    return true;
  }

  /** Attributes of an entry of the host, a link itself; null if there is none. */
  static BasicFileAttributes attributesOf(Path host) throws IOException {
    try {
      return Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void content(Path file, Path folder) throws IOException {
    try (FileChannel in = FileChannel.open(file);
        WritableByteChannel out = partial.create(folder)) {
      if (out instanceof FileChannel target && in.size() >= SparseTransfer.MIN_FILE_BYTES) {
        List<Extent> stored = list(file, "image:extents", Extent.class);
        List<Hole> holes = list(file, "image:holes", Hole.class);
        SparseTransfer.copy(in, target, stored, holes, progress::add);
      } else if (out instanceof FileChannel) {
        transfer(in, out);
      } else {
        copy(in, out);
      }
    }
  }

  /** Returns the elements of an attribute; none if the provider does not have it. */
  private static <T> List<T> list(Path file, String attribute, Class<T> type) {
    try {
      return Files.getAttribute(file, attribute) instanceof List<?> values
          ? values.stream().map(type::cast).toList()
          : List.of();
    } catch (IOException e) {
      return List.of(); // too many, or broken: reading the file reports that
    }
  }

  private void transfer(FileChannel in, WritableByteChannel out) throws IOException {
    long position = 0;
    for (long size = in.size(); position < size; ) {
      long moved = in.transferTo(position, Math.min(PORTION, size - position), out);
      if (moved <= 0) {
        throw new IOException("no more bytes at " + position + " of " + size);
      }
      position += moved;
      progress.add(moved);
    }
  }

  private void copy(FileChannel in, WritableByteChannel out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (in.read(buffer) >= 0) {
      buffer.flip();
      progress.add(buffer.remaining());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
  }

  @Override
  public void close() {
    partial.close();
  }
}
