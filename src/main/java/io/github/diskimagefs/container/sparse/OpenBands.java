package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Decryption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bands of a bundle that were read. A band stays open, but only the last ones keep the handles
 * of their files: a disk has thousands of bands, a process often no more than 1024 open files.
 *
 * <p>The monitor of this object guards the maps. Files are opened and closed without it; if two
 * threads open a band at once, one of them closes its file again.
 */
final class OpenBands implements Closeable {
  /** Maximum number of bands that keep their handles. */
  static final int MAX_OPEN_FILES = 64;

  /** Maximum number of bands without a file that are remembered: looking for one is expensive. */
  private static final int MAX_MISSING = 16 << 10;

  private final HostFolder folder;
  private final long bandSize;
  private final Decryption decryption;
  private final Map<Long, HostFile> bands = new HashMap<>();

  /** The bands that were read last, in that order. */
  private final LinkedHashMap<Long, HostFile> recent = new LinkedHashMap<>(16, 0.75f, true);

  /** Of an encrypted bundle, the bands that were read last, decrypted. */
  private final LinkedHashMap<Long, ByteSource> decrypted = new LinkedHashMap<>(16, 0.75f, true);

  private final LinkedHashMap<Long, Boolean> missing = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Creates an empty set.
   *
   * @param decryption null if the bundle is not encrypted
   */
  OpenBands(HostFolder folder, long bandSize, Decryption decryption) {
    this.folder = folder;
    this.bandSize = bandSize;
    this.decryption = decryption;
  }

  /** Returns the content of a band, up to a band's size; null if there is none. */
  ByteSource get(long index) throws IOException {
    HostFile file;
    HostFile eldest = null;
    synchronized (this) {
      requireOpen();
      file = bands.get(index);
      if (file != null) {
        eldest = use(index, file);
      } else if (missing.containsKey(index)) {
        return null;
      }
    }
    release(eldest);
    file = file == null ? open(index) : file;
    if (file == null) {
      return null;
    }
    ByteSource stored = file.size() > bandSize ? file.slice(0, bandSize) : file;
    return decryption == null ? stored : decrypted(index, stored);
  }

  private HostFile open(long index) throws IOException {
    HostFile opened = BundleFiles.openBand(folder, index);
    if (opened == null) {
      rememberMissing(index);
      return null;
    }
    HostFile file = null;
    HostFile eldest = null;
    synchronized (this) {
      if (!closed) {
        HostFile first = bands.putIfAbsent(index, opened);
        file = first == null ? opened : first;
        eldest = use(index, file);
      }
    }
    release(eldest);
    if (file != opened) {
      opened.close(); // another thread was faster, or the bundle was closed
    }
    if (file == null) {
      throw new ClosedChannelException();
    }
    return file;
  }

  /** Notes that a band is read; returns the one whose handles are to be released, or null. */
  private HostFile use(long index, HostFile file) {
    boolean added = recent.put(index, file) == null;
    return added && recent.size() > MAX_OPEN_FILES ? removeEldest(recent) : null;
  }

  private static void release(HostFile file) throws IOException {
    if (file != null) {
      file.releaseHandles();
    }
  }

  private synchronized void rememberMissing(long index) {
    if (missing.size() == MAX_MISSING) {
      missing.remove(missing.keySet().iterator().next());
    }
    missing.put(index, true);
  }

  private ByteSource decrypted(long index, ByteSource stored) throws IOException {
    ByteSource eldest = null;
    ByteSource source;
    synchronized (this) {
      requireOpen();
      source = decrypted.computeIfAbsent(index, i -> decryption.decrypted(stored));
      if (decrypted.size() > MAX_OPEN_FILES) {
        eldest = removeEldest(decrypted);
      }
    }
    if (eldest != null) {
      eldest.close(); // frees its decrypted data; a thread that reads it goes on
    }
    return source;
  }

  private static <T> T removeEldest(Map<Long, T> map) {
    Iterator<T> values = map.values().iterator();
    T eldest = values.next();
    values.remove();
    return eldest;
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() throws IOException {
    Map<Long, HostFile> files;
    Map<Long, ByteSource> sources;
    synchronized (this) {
      closed = true;
      files = Map.copyOf(bands);
      sources = Map.copyOf(decrypted);
      bands.clear();
      recent.clear();
      decrypted.clear();
    }
    for (ByteSource source : sources.values()) {
      source.close();
    }
    Closing.all(files.values());
  }
}
