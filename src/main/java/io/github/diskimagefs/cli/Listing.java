package io.github.diskimagefs.cli;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Entries of an image as lines of text. */
final class Listing {
  private static final String UNITS = "KMGTPE";
  private static final String[] BITS = {"---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"};

  private Listing() {}

  /** The entries of a folder by name, those marked hidden only if {@code all}. */
  static List<Path> children(Path folder, boolean all) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> all || !isHidden(child))
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .collect(toList());
    }
  }

  private static boolean isHidden(Path path) {
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
    return DisplayText.oneLine(name == null ? "/" : name.toString());
  }

  /** {@code -> target} of a symbolic link, else nothing. */
  static String arrow(Path path, BasicFileAttributes attributes) {
    if (!attributes.isSymbolicLink()) {
      return "";
    }
    try {
      return " -> " + DisplayText.oneLine(Files.readSymbolicLink(path).toString());
    } catch (IOException e) {
      return " -> ?";
    }
  }

  /** Returns a line in the format of {@code ls -l}. */
  static String longLine(
      Path path, BasicFileAttributes basic, String shown, boolean human, DateTimeFormatter time)
      throws IOException {
    String mode;
    String links = "1";
    String owner = "-";
    String group = "-";
    if (hasUnix(path.getFileSystem())) {
      Map<String, Object> unix =
          Files.readAttributes(path, "unix:mode,nlink,uid,gid", LinkOption.NOFOLLOW_LINKS);
      mode = mode((Integer) unix.get("mode"));
      links = unix.get("nlink").toString();
      owner = Integer.toUnsignedString((Integer) unix.get("uid"));
      group = Integer.toUnsignedString((Integer) unix.get("gid"));
    } else {
      mode =
          basic.isDirectory() ? "dr-xr-xr-x" : basic.isSymbolicLink() ? "lr--r--r--" : "-r--r--r--";
    }
    return String.format(
        Locale.ROOT,
        "%s %3s %5s %5s %12s %s %s%s",
        mode,
        links,
        owner,
        group,
        human ? humanReadable(basic.size()) : Long.toString(basic.size()),
        time.format(basic.lastModifiedTime().toInstant()),
        shown,
        arrow(path, basic));
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
    double tenths = Math.ceil(size * 10) / 10;
    return tenths < 10
        ? String.format(Locale.ROOT, "%.1f%c", tenths, UNITS.charAt(unit))
        : (long) Math.ceil(size) + UNITS.substring(unit, unit + 1);
  }

  private static boolean hasUnix(FileSystem disc) {
    return disc.supportedFileAttributeViews().contains("unix");
  }

  private static String mode(int mode) {
    char[] text =
        (type(mode) + BITS[mode >> 6 & 7] + BITS[mode >> 3 & 7] + BITS[mode & 7]).toCharArray();
    special(text, 3, mode & 04000, 's');
    special(text, 6, mode & 02000, 's');
    special(text, 9, mode & 01000, 't');
    return new String(text);
  }

  private static void special(char[] text, int offset, int bit, char letter) {
    if (bit != 0) {
      text[offset] = text[offset] == 'x' ? letter : Character.toUpperCase(letter);
    }
  }

  private static String type(int mode) {
    switch (mode & 0170000) {
      case 0040000:
        return "d";
      case 0120000:
        return "l";
      case 0020000:
        return "c";
      case 0060000:
        return "b";
      case 0010000:
        return "p";
      case 0140000:
        return "s";
      default:
        return "-";
    }
  }
}
