package io.github.diskimagefs.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An image from the standard input, in a temporary file, because images are read at random. The
 * file is deleted with its folder when it is closed or when the process ends.
 */
final class StandardInputImage implements Closeable {
  private static final int BLOCK = 1 << 16;
  private static final String NAME = "standard input";

  private final Thread hook = new Thread(this::delete, "delete-standard-input");
  private final Path folder;
  private final Path file;

  /**
   * Copies the standard input. Blocks of zeros become holes where the host has holes. Messages do
   * not name the temporary file, of which the user knows nothing.
   *
   * @param maxBytes bound on the temporary file
   */
  StandardInputImage(Console console, long maxBytes) throws IOException {
    // Only the user may read it. Messages may have its real path.
    folder = Files.createTempDirectory("diskimagefs-").toRealPath();
    file = folder.resolve(NAME);
    console.rename(file, NAME);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      copy(console, maxBytes);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void copy(Console console, long maxBytes) throws IOException {
    long size = 0;
    InputStream in = console.in();
    byte[] block = new byte[BLOCK];
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        if (n > maxBytes - size) {
          throw new IOException(NAME + " has more than " + maxBytes + " bytes; see --unpack-bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, n);
        boolean last = n < BLOCK;
        while (bytes.hasRemaining() && (last || !isZero(block))) {
          out.write(bytes, size + bytes.position());
        }
        size += n;
        console.unpacked(NAME, size, 0);
      }
      if (out.size() < size) {
        out.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the temporary file. */
  Path file() {
    return file;
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The folder of temporary files is cleaned by the host too.
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }
}
