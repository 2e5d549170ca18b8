package io.github.diskimagefs.spark;

import io.github.diskimagefs.DiskImages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** An open image. What a query does not ask for is not read. */
final class ImageTree implements Closeable {
  private final String name;
  private final UTF8String image;
  private final int depth;
  private final FileSystem fileSystem;
  private List<FileStore> stores;
  private UTF8String container;

  private ImageTree(String name, int depth, FileSystem fileSystem) {
    this.name = name;
    this.image = UTF8String.fromString(name);
    this.depth = depth;
    this.fileSystem = fileSystem;
  }

  /**
   * Opens an image.
   *
   * @param name shown in the column {@code image}
   * @param depth number of images that it is inside
   */
  static ImageTree open(String name, Path file, Map<String, String> options, int depth)
      throws IOException {
    return new ImageTree(name, depth, DiskImages.open(file, options));
  }

  UTF8String image() {
    return image;
  }

  String name() {
    return name;
  }

  int depth() {
    return depth;
  }

  Path root() {
    return fileSystem.getPath("/");
  }

  /** Returns whether entries have a mode, a user and a group. */
  boolean posix() {
    return fileSystem.supportedFileAttributeViews().contains("unix");
  }

  /** Returns the format of the image file. */
  UTF8String container() throws IOException {
    if (container == null) {
      Object format = Files.getFileStore(root()).getAttribute("image:container");
      container = UTF8String.fromString(format.toString());
    }
    return container;
  }

  /** Returns the index of a volume, from 1; null if it is none of the image's. */
  Integer volume(FileStore store) {
    if (stores == null) {
      stores = new ArrayList<>();
      fileSystem.getFileStores().forEach(stores::add);
    }
    int index = stores.indexOf(store);
    return index < 0 ? null : (Integer) (index + 1);
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
