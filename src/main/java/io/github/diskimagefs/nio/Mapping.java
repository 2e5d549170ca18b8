package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ForeignArena;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.MemoryPage;
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
   * Maps the host file itself if it holds the bytes in one extent. Bytes that are scattered,
   * compressed or held by a provider that cannot map are copied to a file that only its owner can
   * read and that is deleted before this returns (on Windows: when the JVM ends).
   */
  static MappedByteBuffer of(ByteSource content, long position, long size) throws IOException {
    if (size == 0
        && ByteBuffer.allocateDirect(0).asReadOnlyBuffer() instanceof MappedByteBuffer b) {
      return b; // needs neither a page nor a file
    }
    return of(
        content,
        position,
        size,
        1,
        (channel, offset) -> channel.map(FileChannel.MapMode.READ_ONLY, offset, size));
  }

  /**
   * The same as a {@code MemorySegment} that lives as long as an {@code Arena}. Callers that map so
   * tell the operating system how they will read, which needs addresses of whole pages. So a page
   * of the file has to start at a page of memory, as it does for a file of the host; bytes that are
   * stored otherwise in the host file are copied.
   */
  static Object segment(ByteSource content, long position, long size, Object arena)
      throws IOException {
    return of(
        content,
        position,
        size,
        MemoryPage.SIZE,
        (channel, offset) -> ForeignArena.map(channel, offset, size, arena));
  }

  private static <T> T of(
      ByteSource content, long position, long size, int alignment, HostFile.Mapper<T> mapper)
      throws IOException {
    if (size > 0) {
      HostExtent run = HostExtent.whole(content, position, size);
      if (run != null && (run.offset() - position) % alignment == 0) {
        try {
          return run.host().map(run.offset(), mapper);
        } catch (UnsupportedOperationException e) {
          // A host in memory, as Jimfs is: the copy serves.
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
        // Reading again throws the error that ended the transfer.
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
