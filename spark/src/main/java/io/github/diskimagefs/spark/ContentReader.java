package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a file once, for its hash and its content. Uses one buffer for all files of a task. */
final class ContentReader {
  /** Bytes of a read: many of the library's blocks, which then are read in one request. */
  private static final int BUFFER_BYTES = 1 << 20;

  private final SourceOptions options;
  private final boolean wantsHash;
  private final boolean wantsContent;
  private byte[] buffer;
  private UTF8String sha256;
  private byte[] bytes;

  ContentReader(SourceOptions options, boolean wantsHash, boolean wantsContent) {
    this.options = options;
    this.wantsHash = wantsHash;
    this.wantsContent = wantsContent;
  }

  void clear() {
    sha256 = null;
    bytes = null;
  }

  /** Returns the hash in hexadecimal; null if it is not asked for, or the file too large. */
  UTF8String sha256() {
    return sha256;
  }

  /** Returns the content; null if it is not asked for, or the file too large. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads a file.
   *
   * @param size as its attributes say
   * @throws IOException if it cannot be read, or is too large for a hash that is asked for
   */
  void read(Path file, long size) throws IOException {
    boolean keep = wantsContent && size <= options.maxContentBytes();
    if (!wantsHash && !keep) {
      return;
    }
    if (wantsHash && !keep && size > options.maxHashBytes()) {
      throw new IOException("no hash: a file of more than maxHashBytes, " + options.maxHashBytes());
    }
    MessageDigest digest = digest();
    byte[] kept = new byte[keep ? (int) size : 0];
    if (buffer == null && !keep) {
      buffer = new byte[BUFFER_BYTES];
    }
    ByteBuffer target = keep ? ByteBuffer.wrap(kept) : ByteBuffer.wrap(buffer);
    long position = 0;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (position < size) {
        stopIfKilled();
        if (!keep) {
          target.clear().limit((int) Math.min(buffer.length, size - position));
        }
        int start = target.position();
        int count = channel.read(target);
        if (count <= 0) {
          throw new IOException("the file ends at " + position + " of " + size + " bytes");
        }
        if (wantsHash) {
          digest.update(target.array(), start, count);
        }
        position += count;
      }
    }
    sha256 = wantsHash ? UTF8String.fromString(HexFormat.of().formatHex(digest.digest())) : null;
    bytes = keep ? kept : null;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
  }

  /** Ends a task that was killed, which Spark itself does only between rows. */
  private static void stopIfKilled() {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException("killed while a file was read");
    }
  }
}
