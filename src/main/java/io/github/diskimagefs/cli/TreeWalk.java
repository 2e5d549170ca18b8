package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A walk over trees of an image. An entry that cannot be read costs one line of error; a folder
 * that contains itself is not entered again.
 */
abstract class TreeWalk extends SimpleFileVisitor<Path> {
  final Console console;
  private final Exclusions excluded;
  private final Deque<Object> open = new ArrayDeque<>();

  TreeWalk(Console console, Exclusions excluded) {
    this.console = console;
    this.excluded = excluded;
  }

  /**
   * Visits an entry; a folder before the entries in it.
   *
   * @return whether a folder is entered
   */
  abstract boolean visit(Path entry, BasicFileAttributes attributes) throws IOException;

  /** Returns how many folders of the walk contain the entry that is visited. */
  int depth() {
    return open.size();
  }

  /** Walks over a tree, or a file. */
  final void walk(Path start) {
    open.clear();
    try {
      Files.walkFileTree(start, this);
    } catch (IOException e) {
      console.fail(start, e);
    }
  }

  /** Walks over a tree, or a file; if it is a link, over what the link leads to. */
  final void walkTarget(Path start) {
    if (!Files.isSymbolicLink(start)) {
      walk(start);
      return;
    }
    try {
      BasicFileAttributes target = Files.readAttributes(start, BasicFileAttributes.class);
      if (target.isDirectory()) {
        Listing.children(start, child -> true).forEach(this::walk);
      } else {
        visitFile(start, target);
      }
    } catch (IOException | UncheckedIOException e) {
      console.fail(start, e);
    }
  }

  @Override
  public final FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (console.isGone()) {
      return FileVisitResult.TERMINATE;
    }
    if (excluded.contains(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    Object key = attributes.fileKey() == null ? folder : attributes.fileKey();
    if (open.contains(key)) {
      console.fail(folder + ": is a folder inside itself");
      return FileVisitResult.SKIP_SUBTREE;
    }
    try {
      if (!visit(folder, attributes)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
    } catch (IOException e) {
      console.fail(folder, e);
      return FileVisitResult.SKIP_SUBTREE;
    }
    open.push(key);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public final FileVisitResult postVisitDirectory(Path folder, IOException e) {
    open.pop();
    if (e != null) {
      console.fail(folder, e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public final FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (console.isGone()) {
      return FileVisitResult.TERMINATE;
    }
    try {
      if (!excluded.contains(file)) {
        visit(file, attributes);
      }
    } catch (IOException e) {
      console.fail(file, e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public final FileVisitResult visitFileFailed(Path file, IOException e) {
    if (!excluded.contains(file)) {
      console.fail(file, e);
    }
    return FileVisitResult.CONTINUE;
  }
}
