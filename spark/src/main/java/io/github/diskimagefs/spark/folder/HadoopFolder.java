package io.github.diskimagefs.spark.folder;

import java.nio.file.Path;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Paths of {@code java.nio.file} to images on a Hadoop file system. */
public final class HadoopFolder {
  private HadoopFolder() {}

  /**
   * Returns the path of an image in a file system whose root is the image's folder.
   *
   * @param image its status, as listed; its length is not asked for again
   * @param names holds the names of the folder, which images of the same folder share
   */
  public static Path image(FileSystem host, FileStatus image, FolderNames names) {
    return new FolderFileSystem(host, image, names).getPath("/" + image.getPath().getName());
  }
}
