package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.EntryType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Errors about an entry of the host that has the name of a copy and is not replaced. */
final class ExistingEntry {
  private ExistingEntry() {}

  /** Returns the error if a file or link of the image would take the place. */
  static FileAlreadyExistsException kept(Path host, BasicFileAttributes attributes)
      throws IOException {
    String reason =
        isReplaceable(attributes)
            ? " (--overwrite=always replaces it)"
            : ", and only files and links are replaced";
    return new FileAlreadyExistsException(
        host.toString(), null, "exists already as " + kind(host, attributes) + reason);
  }

  /** Returns the error if a folder of the image would take the place. */
  static FileSystemException noFolder(Path host, BasicFileAttributes attributes)
      throws IOException {
    String reason =
        attributes.isSymbolicLink()
            ? ", and nothing is written through links"
            : ", which no folder replaces";
    return new FileSystemException(
        host.toString(), null, "not a folder but " + kind(host, attributes) + reason);
  }

  /**
   * Returns whether {@code --overwrite} may replace an entry: its loss harms nothing but itself.
   */
  static boolean isReplaceable(BasicFileAttributes attributes) {
    return attributes.isRegularFile() || attributes.isSymbolicLink();
  }

  private static String kind(Path host, BasicFileAttributes attributes) throws IOException {
    return switch (EntryType.of(host, attributes)) {
      case FILE -> "a file";
      case DIRECTORY -> "a folder";
      case SYMLINK -> "a link";
      case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
      case PIPE -> "a pipe";
      case SOCKET -> "a socket";
      case OTHER -> "a special file";
    };
  }
}
