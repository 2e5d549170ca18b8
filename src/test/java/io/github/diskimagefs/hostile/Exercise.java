package io.github.diskimagefs.hostile;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.cli.ImageInfoText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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
import java.util.Locale;
import java.util.Map;

/**
 * Uses an image as a curious program would: opens, walks, asks every attribute, reads, looks names
 * up, follows links, each within bounds. An {@link IOException} is an answer; anything else
 * propagates.
 */
public final class Exercise {
  private static final int ENTRIES = 3000;
  private static final int DEPTH = 64;

  private final long most;
  private final byte[] buffer = new byte[16384];
  private int entries;
  private int faults;
  private long bytes;

  private Exercise(long most) {
    this.most = most;
  }

  /** How many entries were seen, or -1 if the image was refused. */
  public static int of(Path image, Map<String, ?> env) {
    return of(image, env, 4 << 20);
  }

  /** The same, with a bound on the content read. */
  public static int of(Path image, Map<String, ?> env, long bytes) {
    Exercise exercise = new Exercise(bytes);
    try (FileSystem fs = DiskImages.open(image, env)) {
      for (FileStore store : fs.getFileStores()) {
        store.getTotalSpace();
        store.getUsableSpace();
      }
      exercise.walk(fs.getPath("/"));
    } catch (IOException e) {
      return exercise.entries == 0 ? -1 : exercise.entries;
    }
    return exercise.entries;
  }

  /** What the image is, in words. */
  static int describe(Path image, Map<String, ?> env) {
    try {
      return ImageInfoText.of(DiskImages.describe(image, env)).length();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Returns 1 if the image is valid, 0 if not, -1 if it cannot be verified. */
  static int verify(Path image, Map<String, ?> env) {
    try {
      return DiskImages.verify(image, env).status() == VerifyStatus.VALID ? 1 : 0;
    } catch (IOException e) {
      return -1;
    }
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
        faults++; // the directory has reported the error
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
      if (entries % 8 == 0) {
        lookUp(entry);
      }
      extended(entry);
      if (attributes.isSymbolicLink()) {
        Files.readSymbolicLink(entry);
        if (!entry.toRealPath().isAbsolute()) {
          throw new AssertionError("real path of " + entry);
        }
      } else if (attributes.isRegularFile()) {
        readAnywhere(entry);
        read(entry);
      }
      return attributes.isDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  /** By a path that knows nothing yet, in the stored and in another spelling. */
  private static void lookUp(Path entry) {
    FileSystem image = entry.getFileSystem();
    Files.exists(image.getPath(entry.toString()));
    Files.exists(image.getPath(entry.toString().toUpperCase(Locale.ROOT)));
    Files.exists(image.getPath(entry + "/none"));
  }

  private void extended(Path entry) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            entry, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    for (String name : view.list()) {
      if (view.size(name) <= buffer.length) {
        view.read(name, ByteBuffer.allocate(view.size(name)));
      }
    }
  }

  private void readAnywhere(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      if (size < 0) {
        throw new AssertionError("size " + size + " of " + file);
      }
      channel.position(size / 2 + 1).read(ByteBuffer.wrap(buffer, 0, 100));
      channel.position(Math.max(0, size - 10)).read(ByteBuffer.wrap(buffer, 0, 100));
    }
  }

  private void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0 && bytes < most; count = in.read(buffer)) {
        bytes += count;
      }
    }
  }
}
