package io.github.diskimagefs.spark;

import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.spark.folder.FolderNames;
import io.github.diskimagefs.spark.folder.HadoopFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The entries of an image in the order of a walk, and of the images inside it: a folder before its
 * entries, an image before the tree in it. Links are not followed.
 *
 * <p>If several tasks read the image, each walks the upper folders, whose entries they take in
 * turn; below them, a task lists the folders that it took.
 */
final class TreeCursor implements Closeable {
  /** Maximum images opened inside one image: a hostile one may contain itself often. */
  private static final int MAX_INNER_IMAGES = 1000;

  /**
   * Maximum depth of the folders whose entries are shared out. Two levels are common in which one
   * folder holds all others.
   */
  private static final int MAX_SHARED_DEPTH = 3;

  /** A folder that is being listed; the outermost of an image closes it. */
  private static final class Level {
    final ImageTree tree;
    final Path folder;
    final int depth;
    final boolean owned;
    final DirectoryStream<Path> entries;
    final Iterator<Path> next;
    int count;

    Level(ImageTree tree, Path folder, int depth, boolean owned) throws IOException {
      this.tree = tree;
      this.folder = folder;
      this.depth = depth;
      this.owned = owned;
      this.entries = Files.newDirectoryStream(folder);
      this.next = entries.iterator();
      // The first entries of all folders would otherwise be those of one task.
      this.count = depth == 0 ? 0 : Math.floorMod(folder.toString().hashCode(), 1 << 16);
    }
  }

  private final ImageSlice slice;
  private final SourceOptions options;
  private final PathPruner folders;
  private final Deque<Level> levels = new ArrayDeque<>();
  private EntryRow first;
  private EntryRow folder;
  private int folderDepth;
  private boolean folderOwned;
  private EntryRow image;
  private int innerImages;
  private int sharedDepth;

  /**
   * Opens an image; if that fails, the only row says why.
   *
   * @param names holds the names of the image's folder
   * @throws IOException if errors end the job, or the task is cancelled
   */
  TreeCursor(
      ImageSlice slice,
      Configuration configuration,
      SourceOptions options,
      PathPruner folders,
      FolderNames names)
      throws IOException {
    this.slice = slice;
    this.options = options;
    this.folders = folders;
    try {
      org.apache.hadoop.fs.Path address = new org.apache.hadoop.fs.Path(slice.address());
      FileSystem host = address.getFileSystem(configuration);
      Path file = LocalImages.path(host, address);
      if (file == null) {
        FileStatus status =
            new FileStatus(
                slice.bundle() ? 0 : slice.length(),
                slice.bundle(),
                1,
                1,
                slice.modified(),
                address);
        file = HadoopFolder.image(host, status, names);
      }
      enter(ImageTree.open(slice.address(), file, options.imageOptions(), 0));
    } catch (IOException | RuntimeException e) {
      String error = RowErrors.text(e, options, slice.address(), null);
      boolean reported = slice.index() == 0 || !RowErrors.permanent(e);
      first = reported ? EntryRow.broken(slice.address(), error) : null;
    }
  }

  /** Shows the root of an image next, then its entries. Closes the image if that fails. */
  private void enter(ImageTree tree) throws IOException {
    try {
      Path root = tree.root();
      BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
      boolean shared = tree.depth() == 0 && slice.count() > 1;
      if (shared) {
        sharedDepth = sharedDepth(root);
      }
      folderOwned = !shared || slice.index() == 0;
      folderDepth = 0;
      folder = EntryRow.of(tree, root, attributes);
      first = folderOwned ? folder : null;
    } catch (IOException | RuntimeException e) {
      try {
        tree.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Returns the depth at which there is a folder for each task; every task finds the same. */
  private int sharedDepth(Path root) throws IOException {
    int depth = 1;
    Deque<Path> parents = new ArrayDeque<>();
    parents.add(root);
    while (depth < MAX_SHARED_DEPTH) {
      Deque<Path> children = new ArrayDeque<>();
      for (Path parent : parents) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
          for (Path entry : entries) {
            if (isDirectory(entry)) {
              children.add(entry);
            }
            if (children.size() >= slice.count()) {
              return depth;
            }
          }
        } catch (IOException | RuntimeException e) {
          if (!RowErrors.permanent(e)) {
            throw e; // other tasks may find another depth
          }
        }
      }
      if (children.isEmpty()) {
        return depth;
      }
      parents = children;
      depth++;
    }
    return depth;
  }

  private static boolean isDirectory(Path entry) throws IOException {
    return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isDirectory();
  }

  /**
   * Returns the next entry or error; null at the end.
   *
   * @throws IOException if errors end the job, or the task is cancelled
   */
  EntryRow next() throws IOException {
    while (true) {
      EntryRow row = first;
      first = null;
      if (row == null) {
        row = folder != null ? openFolder() : image != null ? openImage() : entry();
      }
      if (row != null) {
        return row;
      }
      if (first == null && folder == null && image == null && levels.isEmpty()) {
        return null;
      }
    }
  }

  /** Starts the folder that was returned last; returns null, or the error. */
  private EntryRow openFolder() throws IOException {
    EntryRow opened = folder;
    folder = null;
    try {
      levels.push(new Level(opened.tree(), opened.path(), folderDepth, folderOwned));
      return null;
    } catch (IOException | RuntimeException e) {
      if (folderDepth == 0) {
        close(opened.tree());
      }
      return listingError(e, opened.tree(), opened.path(), folderOwned);
    }
  }

  /** Opens the image that was returned last; returns null, also if it is none, or the error. */
  private EntryRow openImage() throws IOException {
    EntryRow file = image;
    image = null;
    String name = file.tree().name() + ImagePruner.INNER + file.path();
    try {
      if (++innerImages > MAX_INNER_IMAGES) {
        throw new IOException("more than " + MAX_INNER_IMAGES + " images inside an image");
      }
      int depth = file.tree().depth() + 1;
      enter(ImageTree.open(name, file.path(), options.innerOptions(), depth));
      return null;
    } catch (UnknownFormatException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      return EntryRow.broken(name, RowErrors.text(e, options, name, null));
    }
  }

  /** Returns the next entry of the folder; null if it is not this task's, or there is none. */
  private EntryRow entry() throws IOException {
    Level level = levels.peek();
    if (level == null) {
      return null;
    }
    Path path;
    try {
      path = level.next.hasNext() ? level.next.next() : null;
    } catch (RuntimeException e) {
      leave();
      return listingError(e, level.tree, level.folder, level.owned);
    }
    if (path == null) {
      leave();
      return null;
    }
    int depth = level.depth + 1;
    boolean shared = level.tree.depth() == 0 && slice.count() > 1 && depth <= sharedDepth;
    boolean owned = !shared || Math.floorMod(level.count++, slice.count()) == slice.index();
    if (!owned && depth == sharedDepth) {
      return null;
    }
    EntryRow row;
    try {
      row =
          EntryRow.of(
              level.tree,
              path,
              Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | RuntimeException e) {
      String error = RowErrors.text(e, options, level.tree.name(), path);
      return owned ? EntryRow.broken(level.tree, path, error) : null;
    }
    if (row.isDirectory() && mayHold(level.tree, path)) {
      folder = row;
      folderDepth = depth;
      folderOwned = owned;
    } else if (row.isFile() && mayBeImage(level.tree, path)) {
      image = owned ? row : null;
    }
    return owned ? row : null;
  }

  /** Returns whether a folder is listed; it may hold an image that has the path of a filter. */
  private boolean mayHold(ImageTree tree, Path path) {
    return tree.depth() < options.nestedDepth() || folders.mayHold(path.toString());
  }

  private boolean mayBeImage(ImageTree tree, Path path) {
    if (tree.depth() >= options.nestedDepth()) {
      return false;
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    for (String packed : PartitionPlanner.PACKED) {
      if (name.endsWith("." + packed)) {
        name = name.substring(0, name.length() - packed.length() - 1);
        break;
      }
    }
    return options.nestedExtensions().contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Returns the row of a folder that cannot be listed; once, if all tasks see the error. */
  private EntryRow listingError(Exception e, ImageTree tree, Path path, boolean owned)
      throws IOException {
    String error = RowErrors.text(e, options, tree.name(), path);
    return owned || !RowErrors.permanent(e) ? EntryRow.broken(tree, path, error) : null;
  }

  /** Closes the folder; all that it can be read for was read, so errors are of no interest. */
  private void leave() {
    Level level = levels.pop();
    try {
      level.entries.close();
    } catch (IOException e) {
      // See above.
    }
    if (level.depth == 0) {
      close(level.tree);
    }
  }

  private static void close(ImageTree tree) {
    try {
      tree.close();
    } catch (IOException e) {
      // All that it can be read for was read.
    }
  }

  @Override
  public void close() {
    if (folder != null && folderDepth == 0) {
      close(folder.tree());
    }
    first = null;
    folder = null;
    image = null;
    while (!levels.isEmpty()) {
      leave();
    }
  }
}
