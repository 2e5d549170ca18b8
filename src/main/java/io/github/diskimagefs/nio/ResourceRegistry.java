package io.github.diskimagefs.nio;

import java.io.Closeable;

/** The open streams and channels of a file system, which are closed with it. */
interface ResourceRegistry {

  /** Returns whether reading is still allowed. */
  boolean isOpen();

  /**
   * Registers a stream or channel just opened.
   *
   * @throws java.nio.file.ClosedFileSystemException if the file system is closed
   */
  void register(Closeable resource);

  /** Returns the locks on the files. */
  FileLockTable locks();

  /** Removes a stream or channel that its user has closed. */
  void unregister(Closeable resource);
}
