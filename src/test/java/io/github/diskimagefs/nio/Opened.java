package io.github.diskimagefs.nio;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Keeps account as a file system does. */
final class Opened implements ResourceRegistry {
  final Set<Closeable> resources = new HashSet<>();

  private final FileLockTable locks = new FileLockTable();

  @Override
  public FileLockTable locks() {
    return locks;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public synchronized void register(Closeable resource) {
    resources.add(resource);
  }

  @Override
  public synchronized void unregister(Closeable resource) {
    resources.remove(resource);
  }

  void closeAll() throws IOException {
    for (Closeable resource : Set.copyOf(resources)) {
      resource.close();
    }
  }
}
