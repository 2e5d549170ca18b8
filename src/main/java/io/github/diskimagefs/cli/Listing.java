package io.github.diskimagefs.cli;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Entries of an image as lines of text. */
final class Listing {
  private static final String UNITS = "KMGTPE";

  private Listing() {}

  /** Returns the entries of a folder that a filter accepts, by name. */
  static List<Path> children(Path folder, Predicate<Path> filter) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(filter)
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .collect(toList());
    }
  }

  static boolean isHidden(Path path) {
    try {
      return Files.isHidden(path);
    } catch (IOException e) {
      return false; // the entry is shown, and the error when its attributes are read
    }
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns a name without control characters. */
  static String name(Path path) {
    Path name = path.getFileName();
    return DisplayText.name(name == null ? "/" : name.toString());
  }

  /** {@code -> target} of a symbolic link, else nothing. */
  static String arrow(Path path, BasicFileAttributes attributes) {
    if (!attributes.isSymbolicLink()) {
      return "";
    }
    try {
      return " -> " + DisplayText.name(Files.readSymbolicLink(path).toString());
    } catch (IOException e) {
      return " -> ?";
    }
  }

  /** Returns a size as {@code ls -h} does: of 1024, rounded up, one decimal below 10. */
  static String humanReadable(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    double size = bytes;
    int unit = -1;
    do {
      size /= 1024;
      unit++;
    } while (Math.ceil(size) >= 1024 && unit < UNITS.length() - 1);
    long tenths = (long) Math.ceil(size * 10);
    String number =
        tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString((long) Math.ceil(size));
    return number + UNITS.charAt(unit);
  }
}
