package io.github.diskimagefs.spark;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a program without Spark would do for the columns of the bench, on one thread. */
final class PlainLoop extends SimpleFileVisitor<Path> {
  private final String image;
  private final boolean posix;
  private final boolean hashes;
  private final List<Object[]> rows;

  private PlainLoop(String image, boolean posix, boolean hashes, List<Object[]> rows) {
    this.image = image;
    this.posix = posix;
    this.hashes = hashes;
    this.rows = rows;
  }

  /** Returns the rows of all images in a folder: time and mode of a file, or its hash. */
  static List<Object[]> rows(Path folder, boolean hashes) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    try (Stream<Path> images = Files.list(folder)) {
      for (Path image : (Iterable<Path>) images::iterator) {
        String name = image.toString();
        try (FileSystem opened = DiskImages.open(image)) {
          boolean posix = opened.supportedFileAttributeViews().contains("unix");
          Files.walkFileTree(opened.getPath("/"), new PlainLoop(name, posix, hashes, rows));
        } catch (IOException e) {
          rows.add(new Object[] {name, e.toString()});
        }
      }
    }
    return rows;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
    add(path, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
    add(path, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException e) {
    rows.add(new Object[] {image, path.toString(), e.toString()});
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path path, IOException e) {
    if (e != null) {
      rows.add(new Object[] {image, path.toString(), e.toString()});
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(Path path, BasicFileAttributes attributes) {
    Object[] row = new Object[6];
    row[0] = image;
    row[1] = path.toString();
    row[2] = attributes.isDirectory() ? null : (Object) attributes.size();
    try {
      if (hashes) {
        row[3] = attributes.isRegularFile() ? PlainWalk.hash(path) : null;
      } else {
        row[3] = PlainWalk.micros(attributes.lastModifiedTime());
        row[4] = posix ? Files.readAttributes(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) : null;
      }
    } catch (IOException e) {
      row[5] = e.toString();
    }
    rows.add(row);
  }
}
