package io.github.diskimagefs.hostile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that this process has open, where the host tells (Linux). */
final class Handles {
  private static final Path OPEN = Path.of("/proc/self/fd");

  private Handles() {}

  /** Returns the open files in a folder; none if the operating system does not list them. */
  static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(OPEN)) {
      return found;
    }
    Path real = folder.toRealPath();
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(OPEN)) {
      for (Path handle : handles) {
        Path file = target(handle);
        if (file != null && file.startsWith(real)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static Path target(Path handle) throws IOException {
    try {
      return Files.readSymbolicLink(handle);
    } catch (NoSuchFileException e) {
      return null; // closed by now
    }
  }
}
