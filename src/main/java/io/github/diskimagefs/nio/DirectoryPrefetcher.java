package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Detects sequential reading of a directory's files and prefetches the next ones, after two
 * consecutive files were read completely.
 *
 * <p>Readers only record which file they finished. One background task at a time lists the
 * directory, without the lock.
 */
final class DirectoryPrefetcher {
  private static final int MAX_FILES_AHEAD = 16;
  private static final long MAX_BYTES_AHEAD = 4 << 20;

  private record Expected(Node file, Object key) {
    long size() {
      return Math.min(file.size(), MAX_BYTES_AHEAD);
    }
  }

  private enum State {
    /** No two files were read yet. */
    NEW,
    /** The task found the reader's place, and there may be more files. */
    ACTIVE,
    /** All files were listed. */
    COMPLETE,
    /** The reads are not sequential, or the directory cannot be listed. */
    ENDED
  }

  private final Volume volume;
  private final ResolvedEntry directory;
  private final AtomicBoolean crossesDirectories;
  private final Predicate<PrefetchExecutor.Task> executor;

  /** Belongs to the running task; the lock, taken before and after, hands it to the next one. */
  private FileTreeWalker walker;

  private State state = State.NEW;
  private final Deque<Expected> expected = new ArrayDeque<>();
  private long bytesAhead;
  private Object finished;
  private boolean filling;

  /** Whether the reader has finished all expected files and a further one, not listed yet. */
  private boolean outrun;

  /** Whether the reader has gone on to another directory. */
  private boolean left;

  /** Whether the files of other directories are expected too. */
  private boolean crosses;

  /**
   * Creates the prefetcher of a directory.
   *
   * @param crossesDirectories whether readers go on to other directories; set here if the reader of
   *     this directory does so after its last file
   * @param executor runs a task on another thread; returns whether it accepted the task
   */
  DirectoryPrefetcher(
      Volume volume,
      ResolvedEntry directory,
      AtomicBoolean crossesDirectories,
      Predicate<PrefetchExecutor.Task> executor) {
    this.volume = volume;
    this.directory = directory;
    this.crossesDirectories = crossesDirectories;
    this.executor = executor;
  }

  ResolvedEntry directory() {
    return directory;
  }

  /** Records that the reader has finished a file of another directory. */
  synchronized void onLeft() {
    left = true;
    noteCrossing();
  }

  /** A directory that is not listed yet, or not to its end, says nothing about its reader. */
  private void noteCrossing() {
    if (left && state == State.COMPLETE && expected.isEmpty()) {
      crossesDirectories.set(true);
    }
  }

  /**
   * Records that a file was read to its end.
   *
   * @return whether it was expected
   */
  boolean onExpectedRead(ResolvedEntry file) {
    Object key = file.key();
    synchronized (this) {
      if (!removeThrough(key)) {
        return false;
      }
      finished = key;
      left = false;
      outrun = false;
      if (filling || state != State.ACTIVE || !isLow()) {
        return true;
      }
      filling = true;
    }
    submit(this::fill);
    return true;
  }

  /** Records that a file of the directory was read to its end that was not expected. */
  void onOtherRead(ResolvedEntry file) {
    Object key = file.key();
    Object before;
    boolean start;
    synchronized (this) {
      before = finished;
      finished = key;
      left = false;
      start = state == State.NEW;
      outrun = expected.isEmpty() && (filling || !start);
      if (filling || before == null || key.equals(before)) {
        return;
      }
      if (!start && !(outrun && state == State.ACTIVE)) {
        return;
      }
      filling = true;
    }
    submit(start ? () -> start(before, key) : this::fill);
  }

  private void submit(PrefetchExecutor.Task task) {
    if (!executor.test(task)) {
      synchronized (this) {
        filling = false;
      }
    }
  }

  /** Starts to prefetch if the first of two files is followed by the second. */
  private void start(Object first, Object second) {
    boolean sequential = false;
    boolean crossing = crossesDirectories.get();
    synchronized (this) {
      crosses = crossing;
    }
    try {
      walker = new FileTreeWalker(volume, directory, crossing);
      if (walker.skipThrough(first)) {
        Node next = walker.nextFile();
        sequential = next != null && next.key().equals(second);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      sequential = false; // the reader who lists the directory gets the error
    }
    if (sequential) {
      fill();
    } else {
      publish(List.of(), State.ENDED);
    }
  }

  /** Lists and prefetches files until enough are ahead of the reader. */
  private void fill() {
    boolean more = true;
    while (more) {
      List<Expected> files = new ArrayList<>();
      State now;
      try {
        now = list(files);
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        now = State.ENDED; // as above
      }
      more = publish(files, now);
      files.forEach(this::prefetch);
    }
  }

  /** Lists the next files, many at once to keep several cores busy. */
  private State list(List<Expected> files) throws IOException {
    int count;
    long bytes;
    synchronized (this) {
      count = expected.size();
      bytes = bytesAhead;
    }
    for (; count < MAX_FILES_AHEAD && bytes < MAX_BYTES_AHEAD; count++) {
      Node file = walker.nextFile();
      if (file == null) {
        return State.COMPLETE;
      }
      Expected next = new Expected(file, file.key());
      files.add(next);
      bytes += next.size();
    }
    return State.ACTIVE;
  }

  /** Adds listed files to the expected ones; returns whether the task goes on. */
  private synchronized boolean publish(List<Expected> files, State now) {
    state = now;
    for (Expected file : files) {
      expected.add(file);
      bytesAhead += file.size();
    }
    if (isOvertaken() || (outrun && !removeThrough(finished))) {
      // The reader is further on, so these files are not needed; the walker's limit still counts.
      expected.clear();
      bytesAhead = 0;
    } else {
      outrun = false;
      if (state == State.ACTIVE) {
        walker.resetLimit();
      }
    }
    noteCrossing();
    filling = state == State.ACTIVE && isLow() && !isOvertaken();
    return filling;
  }

  /**
   * Returns whether the reader has read a file of another directory that was not expected: it is
   * ahead of the walk, or does not follow it.
   */
  private boolean isOvertaken() {
    return left && crosses;
  }

  private boolean isLow() {
    return expected.size() <= MAX_FILES_AHEAD / 2 && bytesAhead <= MAX_BYTES_AHEAD / 2;
  }

  /** Removes a file and the ones before it; returns false and keeps all if it is not expected. */
  private boolean removeThrough(Object key) {
    if (!isExpected(key)) {
      return false;
    }
    Expected file;
    do {
      file = expected.remove();
      bytesAhead -= file.size();
    } while (!file.key.equals(key));
    return true;
  }

  private synchronized boolean isWanted(Object key) {
    return !isOvertaken() && isExpected(key);
  }

  private synchronized boolean isExpected(Object key) {
    return expected.stream().anyMatch(file -> file.key.equals(key));
  }

  private void prefetch(Expected file) {
    if (!isWanted(file.key)) {
      return; // the reader was faster
    }
    try {
      ByteSource content = volume.open(file.file);
      if (isWanted(file.key)) { // opening may take as long as reading several files
        content.prefetch(0, MAX_BYTES_AHEAD);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return; // as above
    }
  }
}
