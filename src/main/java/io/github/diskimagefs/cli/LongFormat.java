package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.UnixAttributes;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Lines in the format of {@code ls -l}. A line is built in one buffer, without a formatter. */
final class LongFormat {
  private static final String[] BITS = {"---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"};
  private static final int LINKS_WIDTH = 3;
  private static final int OWNER_WIDTH = 5;
  private static final int SIZE_WIDTH = 12;

  private final boolean unix;
  private final boolean human;
  private final TimeText time;
  private final StringBuilder line = new StringBuilder();

  /**
   * Creates the format for an image.
   *
   * @param human whether sizes have units
   */
  LongFormat(FileSystem disc, boolean human, TimeText time) {
    this.unix = disc.supportedFileAttributeViews().contains("unix");
    this.human = human;
    this.time = time;
  }

  /** Reads all attributes that a line needs. */
  BasicFileAttributes attributes(Path path) throws IOException {
    return unix ? UnixAttributes.of(path) : Listing.attributes(path);
  }

  /** Returns the line of an entry whose attributes {@link #attributes} has read. */
  String line(Path path, BasicFileAttributes attributes, String shown) {
    line.setLength(0);
    if (attributes instanceof UnixAttributes known) {
      mode(known.mode());
      right(Long.toString(known.links()), LINKS_WIDTH);
      right(Long.toString(known.owner()), OWNER_WIDTH);
      right(Long.toString(known.group()), OWNER_WIDTH);
    } else {
      line.append(attributes.isDirectory() ? 'd' : attributes.isSymbolicLink() ? 'l' : '-');
      line.append(attributes.isDirectory() ? "r-xr-xr-x" : "r--r--r--");
      right("1", LINKS_WIDTH);
      right("-", OWNER_WIDTH);
      right("-", OWNER_WIDTH);
    }
    long size = attributes.size();
    right(human ? Listing.humanReadable(size) : Long.toString(size), SIZE_WIDTH);
    line.append(' ');
    time.append(line, attributes.lastModifiedTime());
    line.append(' ').append(shown).append(Listing.arrow(path, attributes));
    return line.toString();
  }

  /** Appends a column after a space, aligned on the right. */
  private void right(String text, int width) {
    for (int i = text.length(); i <= width; i++) {
      line.append(' ');
    }
    if (text.length() > width) {
      line.append(' ');
    }
    line.append(text);
  }

  private void mode(int mode) {
    int start = line.length();
    line.append(type(mode));
    line.append(BITS[mode >> 6 & 7]).append(BITS[mode >> 3 & 7]).append(BITS[mode & 7]);
    special(start + 3, mode & 04000, 's');
    special(start + 6, mode & 02000, 's');
    special(start + 9, mode & 01000, 't');
  }

  private void special(int offset, int bit, char letter) {
    if (bit != 0) {
      boolean executable = line.charAt(offset) == 'x';
      line.setCharAt(offset, executable ? letter : Character.toUpperCase(letter));
    }
  }

  private static char type(int mode) {
    return switch (mode & 0170000) {
      case 0040000 -> 'd';
      case 0120000 -> 'l';
      case 0020000 -> 'c';
      case 0060000 -> 'b';
      case 0010000 -> 'p';
      case 0140000 -> 's';
      default -> '-';
    };
  }
}
