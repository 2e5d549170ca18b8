package io.github.diskimagefs.spark;

import java.io.File;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Images that the default file system of the JVM opens at a fraction of what Hadoop's local one
 * takes, which looks for checksums of each file that is opened and reads by copies.
 */
final class LocalImages {
  private LocalImages() {}

  /**
   * Returns the path of an image in the default file system; null if it has to be read through
   * Hadoop: on any other file system, also one that derives from Hadoop's local one, and where
   * Hadoop has written checksums beside the image, which it compares.
   */
  static Path path(FileSystem host, org.apache.hadoop.fs.Path image) {
    if (host.getClass() == RawLocalFileSystem.class) {
      return ((RawLocalFileSystem) host).pathToFile(image).toPath();
    }
    if (host.getClass() != LocalFileSystem.class) {
      return null;
    }
    LocalFileSystem local = (LocalFileSystem) host;
    if (local.getRaw().getClass() != RawLocalFileSystem.class) {
      return null;
    }
    File file = local.pathToFile(image);
    boolean checked = local.pathToFile(local.getChecksumFile(image)).exists();
    return checked ? null : file.toPath();
  }
}
