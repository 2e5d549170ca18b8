package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The first line of a file or of the standard input: a password. */
final class PasswordText {
  /** Longer than any password; so that a wrong file is not read to its end. */
  private static final int MAX_BYTES = 1 << 16;

  private PasswordText() {}

  /** Reads the first line of a file. */
  static char[] of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return firstLine(in, file.toString());
    }
  }

  /** Reads a line up to its line feed, and no further. */
  static char[] firstLine(InputStream in, String name) throws IOException {
    byte[] line = new byte[MAX_BYTES];
    int length = 0;
    int b = in.read();
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (length == MAX_BYTES) {
        throw new IOException(name + ": its first line is too long for a password");
      }
      line[length++] = (byte) b;
    }
    if (b < 0 && length == 0) {
      throw new IOException(name + ": is empty, but a password was expected");
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
    Arrays.fill(line, (byte) 0);
    char[] password = new char[text.remaining()];
    text.get(password);
    return password;
  }
}
