package io.github.diskimagefs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A text file that may be packed with gzip: then its name has the ending {@code .gz} as well. */
final class TextFile {
  private TextFile() {}

  /** Returns whether the file is there, packed or not. */
  static boolean exists(Path file) {
    return Files.exists(file) || Files.exists(packed(file));
  }

  /** Reads the whole text. */
  static String read(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed(file)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Path packed(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }
}
