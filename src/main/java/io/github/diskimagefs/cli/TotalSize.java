package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Adds up the sizes of the files of trees. Errors count as nothing; the extraction reports them.
 */
final class TotalSize extends SimpleFileVisitor<Path> {
  private long bytes;

  private final Exclusions excluded;

  private TotalSize(Exclusions excluded) {
    this.excluded = excluded;
  }

  /** Returns the number of bytes in trees. */
  static long of(List<Path> trees, Exclusions excluded) {
    TotalSize total = new TotalSize(excluded);
    for (Path tree : trees) {
      try {
        Files.walkFileTree(tree, total);
      } catch (IOException e) {
        // The count so far is the answer.
      }
    }
    return total.bytes;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes basic) {
    return excluded.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes basic) {
    if (basic.isRegularFile() && !excluded.contains(file)) {
      bytes += basic.size();
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) {
    return FileVisitResult.CONTINUE;
  }
}
