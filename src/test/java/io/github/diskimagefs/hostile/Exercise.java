package io.github.diskimagefs.hostile;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Uses an image as a curious program would: opens, walks, asks every attribute, reads, follows
 * links, each within bounds. An {@link IOException} is an answer; anything else propagates.
 */
final class Exercise {
  private static final int ENTRIES = 3000;
  private static final long BYTES = 4 << 20;
  private static final int DEPTH = 64;

  private final byte[] buffer = new byte[16384];
  private int entries;
  private int faults;
  private long bytes;

  /** How many entries were seen, or -1 if the image was refused. */
  static int of(Path image, Map<String, ?> env) {
    Exercise exercise = new Exercise();
    try (FileSystem fs = DiskImages.open(image, env)) {
      for (FileStore store : fs.getFileStores()) {
        store.getTotalSpace();
      }
      exercise.walk(fs.getPath("/"));
    } catch (IOException e) {
      return exercise.entries == 0 ? -1 : exercise.entries;
    }
    return exercise.entries;
  }

  private void walk(Path root) {
    Deque<Path> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty() && entries < ENTRIES && faults < ENTRIES) {
      Path directory = open.poll();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        for (Path entry : stream) {
          if (++entries >= ENTRIES) {
            break;
          }
          checkName(entry);
          if (visit(entry) && entry.getNameCount() < DEPTH) {
            open.add(entry);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        faults++; // that directory has said what is wrong
      }
    }
  }

  private static void checkName(Path entry) {
    String name = entry.getFileName().toString();
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new AssertionError("name " + name + " in " + entry.getParent());
    }
  }

  /** Whether it is a directory. */
  private boolean visit(Path entry) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      for (String view : entry.getFileSystem().supportedFileAttributeViews()) {
        if (!view.equals("user")) {
          Files.readAttributes(entry, view + ":*", LinkOption.NOFOLLOW_LINKS);
        }
      }
      extended(entry);
      if (attributes.isSymbolicLink()) {
        Files.readSymbolicLink(entry);
        if (!entry.toRealPath().isAbsolute()) {
          throw new AssertionError("real path of " + entry);
        }
      } else if (attributes.isRegularFile()) {
        read(entry);
      }
      return attributes.isDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  private void extended(Path entry) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(entry, UserDefinedFileAttributeView.class);
    if (view == null) {
      return;
    }
    for (String name : view.list()) {
      if (view.size(name) <= buffer.length) {
        view.read(name, ByteBuffer.allocate(view.size(name)));
      }
    }
  }

  private void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0 && bytes < BYTES; count = in.read(buffer)) {
        bytes += count;
      }
    }
  }
}
