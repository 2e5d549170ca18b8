package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ForeignArena;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.PageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Maps a part of a file into memory. */
final class Mapping {
  private Mapping() {}

  /**
   * Maps the host file itself if that holds the bytes in one extent. A file that is fragmented,
   * compressed or on a provider that cannot map is copied to a temporary file that only its owner
   * can read and that is deleted before this method returns (on Windows: when the JVM ends).
   */
  static MappedByteBuffer of(ByteSource content, long position, long size) throws IOException {
    if (size == 0
        && ByteBuffer.allocateDirect(0).asReadOnlyBuffer() instanceof MappedByteBuffer b) {
      return b; // an empty mapping needs neither a page nor a file
    }
    return of(
        content,
        position,
        size,
        1,
        (channel, offset) -> channel.map(FileChannel.MapMode.READ_ONLY, offset, size));
  }

  /**
   * Maps into a {@code MemorySegment} that lives as long as an {@code Arena}. Callers of this
   * method advise the operating system how they will read, which works for whole pages only. A page
   * of the file therefore has to start at a page of memory, as it does for a file of the host; a
   * file stored at another offset of the host file is copied.
   */
  static Object segment(ByteSource content, long position, long size, Object arena)
      throws IOException {
    return of(
        content,
        position,
        size,
        PageSize.SIZE,
        (channel, offset) -> ForeignArena.map(channel, offset, size, arena));
  }

  private static <T> T of(
      ByteSource content, long position, long size, int alignment, HostFile.Mapper<T> mapper)
      throws IOException {
    if (size > 0) {
      HostExtent extent = HostExtent.whole(content, position, size);
      if (extent != null && (extent.offset() - position) % alignment == 0) {
        try {
          return extent.host().map(extent.offset(), mapper);
        } catch (UnsupportedOperationException e) {
          // The host is in memory, such as Jimfs: map a copy.
        }
      }
    }
    return copy(content, position, size, mapper);
  }

  private static <T> T copy(ByteSource content, long position, long size, HostFile.Mapper<T> mapper)
      throws IOException {
    Path file = Files.createTempFile("diskimagefs", ".map");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (Transfer.to(content, position, size, channel) < size) {
        // Repeat the failed read to get its exception.
        long sent = channel.size();
        Transfer.to(content, position + sent, size - sent, channel);
        throw new IOException("mapping ended early at byte " + (position + sent));
      }
      return mapper.map(channel, 0);
    } finally {
      try {
        Files.delete(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
