package io.github.diskimagefs.volume;

import java.nio.file.attribute.FileTime;

/** The times of a file or directory. */
public interface FileTimes {
  /** Unknown times are the epoch. */
  FileTime UNKNOWN_TIME = FileTime.fromMillis(0);

  /** Time of the last modification of the content. */
  FileTime modified();

  /** Time of the last access; {@link #modified} where the volume does not record it. */
  default FileTime accessed() {
    return modified();
  }

  /** Time of creation; {@link #modified} where the volume does not record it. */
  default FileTime created() {
    return modified();
  }

  /** Time of the last change of the attributes; {@link #modified} where not recorded. */
  default FileTime changed() {
    return modified();
  }
}
