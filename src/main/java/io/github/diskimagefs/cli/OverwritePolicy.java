package io.github.diskimagefs.cli;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** Which files of the host are replaced: a value of {@code --overwrite}. */
enum OverwritePolicy {
  /** None. */
  NEVER,
  /** All. */
  ALWAYS,
  /** Files that are older than the file of the image. */
  NEWER,
  /** Files of another size or time than the file of the image. */
  DIFFERENT;

  /** Difference of times that is no difference: FAT stores even seconds. */
  private static final long MAX_ROUNDING_MILLIS = 2000;

  /** Returns whether a regular file of the host is to be replaced. */
  boolean replaces(BasicFileAttributes image, BasicFileAttributes host) {
    FileTime time = image.lastModifiedTime();
    boolean known = time.toMillis() != 0;
    long later = time.toMillis() - host.lastModifiedTime().toMillis();
    return switch (this) {
      case NEVER -> false;
      case ALWAYS -> true;
      case NEWER -> known && later >= MAX_ROUNDING_MILLIS;
      case DIFFERENT ->
          image.size() != host.size() || (known && Math.abs(later) >= MAX_ROUNDING_MILLIS);
    };
  }
}
