package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Read-ahead for compressed content: the rest of a sequentially read file, then the next files of
 * its directory. Random access prefetches nothing.
 */
final class ReadAhead {
  /** Bytes decoded ahead of a reader. */
  private static final int AHEAD = 2 << 20;

  /** Directories whose readers are followed at the same time. */
  private static final int MAX_DIRECTORIES = 4;

  private final Volume volume;
  private final AtomicReferenceArray<DirectoryPrefetcher> prefetchers =
      new AtomicReferenceArray<>(MAX_DIRECTORIES);

  private volatile DirectoryPrefetcher last;

  /** Whether a reader went from a directory that it had read completely to another one. */
  private volatile boolean crossesDirectories;

  ReadAhead(Volume volume) {
    this.volume = volume;
  }

  /** Returns the content of a file, with read-ahead if it has to be decoded. */
  ByteSource watched(ByteSource content, ResolvedEntry file) {
    return content.isEncoded() ? new Watched(content, file) : content;
  }

  private void finished(ResolvedEntry file) {
    for (int i = 0; i < MAX_DIRECTORIES; i++) {
      DirectoryPrefetcher prefetcher = prefetchers.get(i);
      if (prefetcher != null && prefetcher.onExpectedRead(file)) {
        last = prefetcher;
        return;
      }
    }
    ResolvedEntry directory = file.parent();
    int slot = System.identityHashCode(directory) & MAX_DIRECTORIES - 1;
    DirectoryPrefetcher prefetcher = prefetchers.get(slot);
    if (prefetcher == null || prefetcher.directory() != directory) {
      DirectoryPrefetcher before = last;
      crossesDirectories |= before != null && before.directory() != directory && before.exhausted();
      prefetcher = new DirectoryPrefetcher(volume, directory, crossesDirectories);
      prefetchers.set(slot, prefetcher);
    }
    prefetcher.onOtherRead(file);
    last = prefetcher;
  }

  /**
   * The content of a file as one reader reads it. Races of several readers only cost read-ahead.
   */
  private final class Watched implements ByteSource {
    private final ByteSource content;
    private final ResolvedEntry file;
    private long next = -1;
    private long reported;

    Watched(ByteSource content, ResolvedEntry file) {
      this.content = content;
      this.file = file;
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      long behind = position + target.remaining();
      if (position != next) {
        reported = 0;
      } else if (behind < size() && behind + AHEAD / 2 >= reported) {
        long from = Math.max(behind, reported);
        reported = behind + AHEAD;
        content.prefetch(from, reported - from);
      }
      int count = content.read(position, target);
      if (count > 0) {
        next = position + count;
        if (next == size()) {
          finished(file);
        }
      }
      return count;
    }

    @Override
    public HostExtent extent(long position, long length) throws IOException {
      return content.extent(position, length);
    }

    @Override
    public void requireWhole() throws IOException {
      content.requireWhole();
    }

    @Override
    public boolean isEncoded() {
      return true;
    }

    @Override
    public void prefetch(long position, long length) {
      content.prefetch(position, length);
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
