package io.github.diskimagefs.nio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The file systems that were opened by URI, by their image file. One thread opens an image, and
 * other threads that ask for the same image wait for it; no other thread waits.
 *
 * <p>A file system that was opened only to reach an image inside it is held by that one, and closed
 * with it, unless a caller has asked for it by then.
 */
final class FileSystemRegistry {

  /** Opens the file system. */
  interface Opener {
    /** Opens the file system, which unregisters itself when it is closed. */
    ImageFileSystem open(Registration mount) throws IOException;
  }

  /** A file system that is open or being opened. */
  final class Registration {
    private final String key;
    private final CompletableFuture<ImageFileSystem> opened = new CompletableFuture<>();
    private int holders;
    private boolean explicit;

    private Registration(String key) {
      this.key = key;
    }

    /** Removes the file system; a newer one of the same image stays registered. */
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
   * A file system that another one uses.
   *
   * @param release closed when the file system is no longer needed
   */
  record Lease(ImageFileSystem fileSystem, Closeable release) {}

  private final Map<String, Registration> mounts = new HashMap<>();

  /**
   * Opens a file system that must not be registered yet.
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

  /** Returns the file system that a caller asks for; opens it if it is not registered. */
  ImageFileSystem getOrCreate(String key, Opener opener) throws IOException {
    Registration mine = new Registration(key);
    mine.explicit = true;
    Registration mount = enter(mine, opener);
    return mount.opened.join();
  }

  /** Returns the file system for an image inside it; opens it if it is not registered. */
  Lease acquire(String key, Opener opener) throws IOException {
    Registration mine = new Registration(key);
    mine.holders = 1;
    Registration mount = enter(mine, opener);
    return new Lease(mount.opened.join(), mount::release);
  }

  /** Returns the file system; null if it is not registered. */
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

  /** Returns the registration of a key: {@code mine}, opened, or an earlier one. */
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
      // Opening it failed, or the file system around it was closed.
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
