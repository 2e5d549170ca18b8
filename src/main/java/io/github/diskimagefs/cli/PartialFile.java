package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one file that is being written, under a temporary name in its folder until it is complete.
 * When the process is ended by a signal, the temporary file is deleted.
 */
final class PartialFile implements AutoCloseable {
  private static final int ATTEMPTS = 100;

  private final Thread hook = new Thread(this::stop, "delete-partial-file");
  private Path partial;
  private boolean stopped;

  PartialFile() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      stopped = true; // the process is about to end
    }
  }

  /** Creates a temporary file in a folder. */
  synchronized WritableByteChannel create(Path folder) throws IOException {
    awaitEnd();
    for (int i = 0; ; i++) {
      String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      Path candidate = folder.resolve(".diskimagefs-" + random + ".part");
      try {
        // CREATE_NEW fails if any entry has that name, even a link.
        WritableByteChannel channel =
            Files.newByteChannel(
                candidate, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        partial = candidate;
        return channel;
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      } catch (AccessDeniedException e) {
        throw new AccessDeniedException(folder.toString()); // the user knows no other name
      }
    }
  }

  /** Returns the temporary file. */
  synchronized Path path() {
    return partial;
  }

  /**
   * Gives the temporary file its final name.
   *
   * @throws FileAlreadyExistsException if that exists and {@code replace} is false
   */
  synchronized void finish(Path file, boolean replace) throws IOException {
    awaitEnd();
    if (replace) {
      try {
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } else {
      Files.move(partial, file);
    }
    partial = null;
  }

  /** Deletes the temporary file, if there is one. */
  synchronized void discard() {
    if (partial != null && !stopped) {
      delete();
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      // The caller reports the error that came before.
    }
    partial = null;
  }

  private synchronized void stop() {
    stopped = true;
    if (partial != null) {
      delete();
    }
  }

  /** Never returns once a signal has ended the process, so that no further file is created. */
  private void awaitEnd() throws IOException {
    while (stopped) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    discard();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }
}
