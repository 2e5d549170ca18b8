package io.github.diskimagefs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The locks that the channels of a file system hold. Images are read-only, so shared locks are
 * always granted; only the contract of {@link FileLock} itself is enforced, and that no two locks
 * of a JVM overlap.
 */
final class FileLockTable {
  /** Usually empty. Copy-on-write: closing a channel never blocks. */
  private final List<SharedLock> held = new CopyOnWriteArrayList<>();

  /**
   * Adds a lock.
   *
   * @param file the key of the file that is locked
   * @return null if the channel is closed, also meanwhile, because the lock would never be released
   * @throws OverlappingFileLockException if a channel of that file holds one that overlaps
   */
  FileLock add(Object file, FileChannel channel, long position, long size) {
    return add(new SharedLock(this, file, channel, position, size));
  }

  /** Adds a lock of an asynchronous channel. */
  FileLock add(Object file, AsynchronousFileChannel channel, long position, long size) {
    return add(new SharedLock(this, file, channel, position, size));
  }

  /** Returns the added lock, or throws because the channel is closed. */
  static FileLock open(FileLock lock) throws ClosedChannelException {
    if (lock == null) {
      throw new ClosedChannelException();
    }
    return lock;
  }

  private synchronized FileLock add(SharedLock lock) {
    for (SharedLock other : held) {
      if (other.file.equals(lock.file) && other.overlaps(lock.position(), lock.size())) {
        throw new OverlappingFileLockException();
      }
    }
    held.add(lock);
    if (!lock.acquiredBy().isOpen()) {
      held.remove(lock); // the channel may have been closed before the lock was added
      return null;
    }
    return lock;
  }

  private void remove(SharedLock lock) {
    held.remove(lock);
  }

  private boolean holds(SharedLock lock) {
    return held.contains(lock);
  }

  /** Releases the locks of a channel that is being closed. */
  void releaseAll(Channel channel) {
    if (!held.isEmpty()) {
      held.removeIf(lock -> lock.acquiredBy() == channel);
    }
  }

  private static final class SharedLock extends FileLock {
    private final FileLockTable locks;
    private final Object file;

    SharedLock(FileLockTable locks, Object file, FileChannel channel, long position, long size) {
      super(channel, position, size, true);
      this.locks = locks;
      this.file = file;
    }

    SharedLock(
        FileLockTable locks,
        Object file,
        AsynchronousFileChannel channel,
        long position,
        long size) {
      super(channel, position, size, true);
      this.locks = locks;
      this.file = file;
    }

    @Override
    public boolean isValid() {
      return locks.holds(this);
    }

    @Override
    public void release() throws IOException {
      Channel channel = acquiredBy();
      if (!channel.isOpen()) {
        throw new ClosedChannelException();
      }
      locks.remove(this);
    }
  }
}
