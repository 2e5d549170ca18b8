package io.github.diskimagefs.nio;

import java.io.Closeable;

/**
 * Who keeps account of the streams and channels opened from it, and closes them when it closes: the
 * file system.
 */
interface ResourceRegistry {

  /** Whether reading is still allowed. */
  boolean isOpen();

  /**
   * Takes note of a stream or channel just opened.
   *
   * @throws java.nio.file.ClosedFileSystemException if it is closed already
   */
  void register(Closeable resource);

  /** The locks on its files. */
  FileLockTable locks();

  /** Forgets a stream or channel that was closed by its user. */
  void unregister(Closeable resource);
}
