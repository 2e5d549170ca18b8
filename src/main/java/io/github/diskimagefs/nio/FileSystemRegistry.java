package io.github.diskimagefs.nio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The file systems that were opened by URI, by their image file. One thread opens while the others
 * that want the same wait; nothing else waits.
 *
 * <p>A file system that was opened only to reach an image inside it is held by that one, and closed
 * with it, unless somebody has asked for it by then.
 */
final class FileSystemRegistry {

  /** Opens the file system. */
  interface Opener {
    /** Opens; the mount is to be told when the file system is closed. */
    ImageFileSystem open(Registration mount) throws IOException;
  }

  /** A file system, or the wait for one. */
  final class Registration {
    private final String key;
    private final CompletableFuture<ImageFileSystem> opened = new CompletableFuture<>();
    private int holders;
    private boolean explicit;

    private Registration(String key) {
      this.key = key;
    }

    /** Forgets the file system; a newer one of the same image stays. */
    void unregister() {
      synchronized (mounts) {
        mounts.remove(key, this);
      }
    }

    private void release() throws IOException {
      synchronized (mounts) {
        if (--holders > 0 || explicit || !mounts.remove(key, this)) {
          return;
        }
      }
      opened.join().close();
    }
  }

  /**
   * A file system that another one needs.
   *
   * @param release to be closed when it is needed no more
   */
  record Lease(ImageFileSystem fileSystem, Closeable release) {}

  private final Map<String, Registration> mounts = new HashMap<>();

  /**
   * Opens a file system that must not be there yet.
   *
   * @throws FileSystemAlreadyExistsException if it is
   */
  ImageFileSystem create(String key, Opener opener) throws IOException {
    Registration mine = new Registration(key);
    mine.explicit = true;
    if (enter(mine, opener) != mine) {
      throw new FileSystemAlreadyExistsException(key);
    }
    return mine.opened.join();
  }

  /** The file system of a user who asked for it, opened now if need be. */
  ImageFileSystem getOrCreate(String key, Opener opener) throws IOException {
    Registration mine = new Registration(key);
    mine.explicit = true;
    Registration mount = enter(mine, opener);
    return mount.opened.join();
  }

  /** The file system for one that lies inside it, opened now if need be. */
  Lease acquire(String key, Opener opener) throws IOException {
    Registration mine = new Registration(key);
    mine.holders = 1;
    Registration mount = enter(mine, opener);
    return new Lease(mount.opened.join(), mount::release);
  }

  /** The file system if it is there, else null. */
  ImageFileSystem get(String key) {
    Registration mount;
    synchronized (mounts) {
      mount = mounts.get(key);
      if (mount == null) {
        return null;
      }
      mount.explicit = true;
    }
    ImageFileSystem fileSystem = mount.opened.join();
    return fileSystem == null || fileSystem.isStale() ? null : fileSystem;
  }

  /** The mount of that key: {@code mine}, opened, or the one that was there before. */
  private Registration enter(Registration mine, Opener opener) throws IOException {
    while (true) {
      Registration other;
      synchronized (mounts) {
        other = mounts.putIfAbsent(mine.key, mine);
        if (other != null) {
          other.explicit |= mine.explicit;
          other.holders += mine.holders;
        }
      }
      if (other == null) {
        return open(mine, opener);
      }
      ImageFileSystem fileSystem = other.opened.join();
      if (fileSystem != null && !fileSystem.isStale()) {
        return other;
      }
      // Its opening failed, or the file system that it lies in was closed under it.
      other.unregister();
      if (fileSystem != null) {
        fileSystem.close();
      }
    }
  }

  private static Registration open(Registration mine, Opener opener) throws IOException {
    ImageFileSystem fileSystem = null;
    try {
      fileSystem = opener.open(mine);
      return mine;
    } finally {
      if (fileSystem == null) {
        mine.unregister();
      }
      mine.opened.complete(fileSystem);
    }
  }
}
