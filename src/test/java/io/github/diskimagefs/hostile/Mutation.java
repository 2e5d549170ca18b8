package io.github.diskimagefs.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** A change to an image file that can be taken back. */
final class Mutation {
  private final String name;
  private final long length;
  private final long offset;
  private final byte[] bytes;

  private Mutation(String name, long length, long offset, byte[] bytes) {
    this.name = name;
    this.length = length;
    this.offset = offset;
    this.bytes = bytes;
  }

  /** What is changed, in words. */
  String name() {
    return name;
  }

  /** Cuts the file. */
  static Mutation cut(long length) {
    return new Mutation("cut to " + length, length, 0, new byte[0]);
  }

  /** Puts bytes in the place of others. */
  static Mutation patch(String name, long offset, byte[] bytes) {
    return new Mutation(name + " at " + offset, -1, offset, bytes);
  }

  void apply(FileChannel file) throws IOException {
    if (length >= 0) {
      file.truncate(length);
    } else {
      write(file, offset, bytes);
    }
  }

  void undo(FileChannel file, byte[] original) throws IOException {
    if (length >= 0) {
      write(file, length, Arrays.copyOfRange(original, (int) length, original.length));
    } else {
      write(file, offset, Arrays.copyOfRange(original, (int) offset, (int) offset + bytes.length));
    }
  }

  private static void write(FileChannel file, long offset, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, offset + buffer.position());
    }
  }
}
