package io.github.diskimagefs.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** Writes a stream to a file and leaves holes where it has zeros: images unpack to gigabytes. */
final class SparseCopy {
  private static final int BLOCK = 64 << 10;

  private SparseCopy() {}

  static void copy(InputStream in, Path target) throws IOException {
    byte[] block = new byte[BLOCK];
    byte[] zeros = new byte[BLOCK];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            target,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE))) {
      long position = 0;
      boolean hole = false;
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        hole = Arrays.equals(block, 0, n, zeros, 0, n);
        if (!hole) {
          out.position(position);
          write(out, block, n);
        }
        position += n;
      }
      if (hole) {
        out.position(position - 1);
        write(out, zeros, 1);
      }
    }
  }

  private static void write(SeekableByteChannel out, byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}
