package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ForwardingSource;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * Read-ahead for compressed content: the rest of a sequentially read file, then the next files of
 * its directory. Random access prefetches nothing.
 */
final class ReadAhead {
  /** Bytes decoded ahead of a reader. */
  private static final int BYTES_AHEAD = 2 << 20;

  /** Directories whose readers are followed at the same time. */
  private static final int MAX_DIRECTORIES = 4;

  private final Volume volume;
  private final AtomicReferenceArray<DirectoryPrefetcher> prefetchers =
      new AtomicReferenceArray<>(MAX_DIRECTORIES);

  private volatile DirectoryPrefetcher last;

  /** Whether a reader went from a directory that it had read completely to another one. */
  private final AtomicBoolean crossesDirectories = new AtomicBoolean();

  private final Predicate<PrefetchExecutor.Task> executor;

  ReadAhead(Volume volume) {
    this(volume, PrefetchExecutor::run);
  }

  /** As {@link #ReadAhead(Volume)}; the executor returns whether it accepted the task. */
  ReadAhead(Volume volume, Predicate<PrefetchExecutor.Task> executor) {
    this.volume = volume;
    this.executor = executor;
  }

  /** Returns the content of a file, with read-ahead if it has to be decoded. */
  ByteSource withReadAhead(ByteSource content, ResolvedEntry file) {
    return content.isEncoded() ? new ReadAheadSource(content, file) : content;
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
    DirectoryPrefetcher before = last;
    if (before != null && before.directory() != directory) {
      before.onLeft();
    }
    int slot = System.identityHashCode(directory) & MAX_DIRECTORIES - 1;
    DirectoryPrefetcher prefetcher = prefetchers.get(slot);
    if (prefetcher == null || prefetcher.directory() != directory) {
      prefetcher = new DirectoryPrefetcher(volume, directory, crossesDirectories, executor);
      prefetchers.set(slot, prefetcher);
    }
    prefetcher.onOtherRead(file);
    last = prefetcher;
  }

  /**
   * The content of a file as one reader reads it. Races of several readers only cost read-ahead.
   */
  private final class ReadAheadSource extends ForwardingSource {
    private final ResolvedEntry file;
    private long next = -1;
    private long prefetched;

    /** Whether the directory's prefetcher takes the file for finished. */
    private boolean finishing;

    ReadAheadSource(ByteSource content, ResolvedEntry file) {
      super(content);
      this.file = file;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      long end = position + target.remaining();
      if (position != next) {
        prefetched = 0;
        finishing = false;
      } else if (end < size() && end + BYTES_AHEAD / 2 >= prefetched) {
        prefetched = end + BYTES_AHEAD;
        // From the reader on, as the source may have had no room for all that was announced.
        prefetch(end, BYTES_AHEAD);
      }
      if (position == next && isLastPart(position, end)) {
        finish();
      }
      int count = source.read(position, target);
      if (count > 0) {
        next = position + count;
        if (next == size()) {
          finish();
        }
      }
      return count;
    }

    /**
     * Returns whether a sequential read is near the end of the file. Its reader will hardly stop
     * there, so that decoding the next file need not wait; it may in the first half, which often
     * tells the type of a file.
     */
    private boolean isLastPart(long position, long end) {
      return end >= size() - BYTES_AHEAD && position >= size() / 2;
    }

    private void finish() {
      if (!finishing) {
        finishing = true;
        finished(file);
      }
    }

    @Override
    public boolean isEncoded() {
      return true;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
