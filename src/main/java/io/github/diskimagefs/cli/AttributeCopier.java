package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.Set;

/** Copies an entry's attributes, as far as the host has them. Several threads may use it. */
final class AttributeCopier {
  /** More than Linux, macOS (for other than resource forks) and Windows store. */
  private static final int MAX_ATTRIBUTE_BYTES = 16 << 20;

  private final boolean preserve;

  /**
   * Creates a copier.
   *
   * @param preserve whether permissions are copied exactly; otherwise the owner may also delete the
   *     copy
   */
  AttributeCopier(boolean preserve) {
    this.preserve = preserve;
  }

  /** Copies the attributes of a file. */
  void copy(Path from, Path to, CopyWarnings warnings) {
    copy(from, to, warnings, Set.of(PosixFilePermission.OWNER_WRITE));
  }

  /** Copies the attributes of a folder. */
  void copyToFolder(Path from, Path to, CopyWarnings warnings) {
    copy(
        from,
        to,
        warnings,
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
  }

  /** Times come last, because setting the others changes them. */
  private void copy(Path from, Path to, CopyWarnings warnings, Set<PosixFilePermission> kept) {
    copyUser(from, to, warnings);
    copyPermissions(from, to, warnings, kept);
    copyTimes(from, to, warnings);
  }

  /** Times of a file, a folder, or a symbolic link itself. Unknown ones stay those of the copy. */
  void copyTimes(Path from, Path to, CopyWarnings warnings) {
    try {
      BasicFileAttributes known = Listing.attributes(from);
      Files.getFileAttributeView(to, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(
              orNull(known.lastModifiedTime()),
              orNull(known.lastAccessTime()),
              orNull(known.creationTime()));
    } catch (IOException | UnsupportedOperationException e) {
      if (!Files.isSymbolicLink(to)) { // some hosts cannot set those of a link
        warnings.add(from + ": times not kept: " + Failure.inOneLine(e));
      }
    }
  }

  private static FileTime orNull(FileTime time) {
    return time.toMillis() == 0 ? null : time;
  }

  /** Without set-user-id and its like, which would be dangerous to take from an image. */
  private void copyPermissions(
      Path from, Path to, CopyWarnings warnings, Set<PosixFilePermission> kept) {
    if (!from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    PosixFileAttributeView host = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (host == null) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
      permissions.addAll(Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
      if (!preserve) {
        permissions.addAll(kept);
      }
      host.setPermissions(permissions);
    } catch (IOException e) {
      warnings.add(from + ": mode not kept: " + Failure.inOneLine(e));
    }
  }

  private static void copyUser(Path from, Path to, CopyWarnings warnings) {
    if (!from.getFileSystem().supportedFileAttributeViews().contains("user")) {
      return;
    }
    try {
      UserDefinedFileAttributeView mine =
          Files.getFileAttributeView(
              from, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (mine == null || mine.list().isEmpty()) {
        return;
      }
      UserDefinedFileAttributeView host =
          Files.getFileAttributeView(to, UserDefinedFileAttributeView.class);
      if (host == null) {
        reportLoss(warnings, from, "the host has none");
        return;
      }
      for (String name : mine.list()) {
        copyUser(mine, host, name, from, warnings);
      }
    } catch (IOException | UnsupportedOperationException e) {
      reportLoss(warnings, from, Failure.inOneLine(e));
    }
  }

  private static void copyUser(
      UserDefinedFileAttributeView mine,
      UserDefinedFileAttributeView host,
      String name,
      Path from,
      CopyWarnings warnings) {
    try {
      int size = mine.size(name);
      if (size > MAX_ATTRIBUTE_BYTES) {
        reportLoss(warnings, from, name + " has " + size + " bytes");
        return;
      }
      ByteBuffer value = ByteBuffer.allocate(size);
      mine.read(name, value);
      host.write(name, value.flip());
    } catch (IOException | UnsupportedOperationException e) {
      reportLoss(warnings, from, Failure.inOneLine(e));
    }
  }

  private static void reportLoss(CopyWarnings warnings, Path from, String why) {
    warnings.addLostAttributes(
        from + ": extended attributes not kept, here and perhaps elsewhere: " + why);
  }
}
