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

/** Carries an entry's attributes over to its copy, as far as the host has such. */
final class AttributeCopier {
  private final Console console;
  private boolean lossSaid;

  AttributeCopier(Console console) {
    this.console = console;
  }

  /** User attributes, permissions, then times, for each of the former touches the last. */
  void copy(Path from, Path to) {
    copyUser(from, to);
    copyPermissions(from, to);
    copyTimes(from, to);
  }

  /** Times of a file, a folder, or a symbolic link itself. Unknown ones stay those of the copy. */
  void copyTimes(Path from, Path to) {
    try {
      BasicFileAttributes known = Listing.attributes(from);
      Files.getFileAttributeView(to, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(
              orNull(known.lastModifiedTime()),
              orNull(known.lastAccessTime()),
              orNull(known.creationTime()));
    } catch (IOException | UnsupportedOperationException e) {
      if (!Files.isSymbolicLink(to)) { // some hosts cannot set those of a link
        console.warn(Failure.clean(to + ": times not kept: ") + Failure.inOneLine(e));
      }
    }
  }

  private static FileTime orNull(FileTime time) {
    return time.toMillis() == 0 ? null : time;
  }

  /** Reading, writing, executing; set-user-id and its like are nothing to take from an image. */
  private void copyPermissions(Path from, Path to) {
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
      host.setPermissions(permissions);
    } catch (IOException e) {
      console.warn(Failure.clean(to + ": mode not kept: ") + Failure.inOneLine(e));
    }
  }

  private void copyUser(Path from, Path to) {
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
        sayLoss(from, "the host has none");
        return;
      }
      for (String name : mine.list()) {
        ByteBuffer value = ByteBuffer.allocate(mine.size(name));
        mine.read(name, value);
        host.write(name, value.flip());
      }
    } catch (IOException | UnsupportedOperationException e) {
      sayLoss(from, Failure.inOneLine(e));
    }
  }

  /** Once: a host that cannot keep them can keep none. */
  private void sayLoss(Path from, String why) {
    if (!lossSaid) {
      lossSaid = true;
      console.warn(
          Failure.clean(from + ": extended attributes not kept, here and perhaps elsewhere: ")
              + why);
    }
  }
}
