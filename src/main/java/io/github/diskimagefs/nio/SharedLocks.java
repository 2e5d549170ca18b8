package io.github.diskimagefs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;

/**
 * The locks that one channel holds. Nobody can write to an image, so a shared lock is had for the
 * asking; all there is to do is what {@link FileLock} promises about itself.
 */
final class SharedLocks {
  private final List<SharedLock> held = new ArrayList<>();

  FileLock add(FileChannel channel, long position, long size) {
    return add(new SharedLock(this, channel, position, size));
  }

  FileLock add(AsynchronousFileChannel channel, long position, long size) {
    return add(new SharedLock(this, channel, position, size));
  }

  private synchronized FileLock add(SharedLock lock) {
    for (SharedLock other : held) {
      if (other.overlaps(lock.position(), lock.size())) {
        throw new OverlappingFileLockException();
      }
    }
    held.add(lock);
    return lock;
  }

  private synchronized void remove(SharedLock lock) {
    held.remove(lock);
  }

  private synchronized boolean holds(SharedLock lock) {
    return held.contains(lock);
  }

  synchronized void releaseAll() {
    held.clear();
  }

  private static final class SharedLock extends FileLock {
    private final SharedLocks locks;

    SharedLock(SharedLocks locks, FileChannel channel, long position, long size) {
      super(channel, position, size, true);
      this.locks = locks;
    }

    SharedLock(SharedLocks locks, AsynchronousFileChannel channel, long position, long size) {
      super(channel, position, size, true);
      this.locks = locks;
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
