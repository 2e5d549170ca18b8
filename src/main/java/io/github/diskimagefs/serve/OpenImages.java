package io.github.diskimagefs.serve;

import io.github.diskimagefs.DiskImages;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The images that are open: the one that is served, for as long as the server runs; images in it
 * and other volumes, views and sessions of them, up to {@link #MAX_IMAGES}, until they were idle
 * for a while. An image stays open while a request or an image in it uses it.
 */
final class OpenImages implements Closeable {
  /** Images open beside the served one: more than one visitor follows, and a bound on memory. */
  private static final int MAX_IMAGES = 16;

  /** Time without a request after which an image is closed. */
  private static final long MAX_IDLE_NANOS = 5 * 60_000_000_000L;

  /** Data cached for each further image; those in an image share its cache. */
  private static final long MAX_CACHE_BYTES =
      Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 64);

  /** Options that are about one image, so that they are not those of others. */
  static final List<String> SELECTING = List.of("view", "volume", "session", "snapshot", "scheme");

  /** Images by their key, least recently used first; guarded by this, as all counts are. */
  private final Map<String, OpenImage> images = new LinkedHashMap<>(16, 0.75f, true);

  private final OpenImage served;
  private boolean closed;

  /** Opens the image that is served. */
  OpenImages(Path file, Map<String, Object> env) throws IOException {
    served = new OpenImage("", null, file, Map.copyOf(env));
    served.fileSystem.complete(DiskImages.open(file, env));
  }

  /** An image, and how it is opened. */
  private static final class OpenImage {
    final String key;
    final OpenImage outer;
    final Path file;
    final Map<String, Object> env;
    final CompletableFuture<FileSystem> fileSystem = new CompletableFuture<>();
    int leases;
    long lastUsed;

    OpenImage(String key, OpenImage outer, Path file, Map<String, Object> env) {
      this.key = key;
      this.outer = outer;
      this.file = file;
      this.env = env;
    }
  }

  /** A right to use an open image; closing it twice does nothing. */
  final class ImageLease implements Closeable {
    private final OpenImage image;
    private boolean returned;

    private ImageLease(OpenImage image) {
      this.image = image;
    }

    FileSystem fileSystem() {
      return image.fileSystem.join();
    }

    /** Returns the image file. */
    Path file() {
      return image.file;
    }

    /** Returns the options with which it was opened. */
    Map<String, Object> env() {
      return image.env;
    }

    @Override
    public void close() {
      synchronized (OpenImages.this) {
        if (!returned) {
          returned = true;
          image.leases--;
          image.lastUsed = System.nanoTime();
        }
      }
    }
  }

  /** Returns the image that is served. */
  synchronized ImageLease served() throws IOException {
    return lease(served);
  }

  private ImageLease lease(OpenImage image) throws IOException {
    if (closed) {
      throw new HttpFailure(HttpFailure.UNAVAILABLE, "the server ends");
    }
    image.leases++;
    return new ImageLease(image);
  }

  /** Returns the served image with other options of {@link #SELECTING}. */
  ImageLease select(Map<String, String> options) throws IOException {
    return open(served, served.file, options, "!" + options);
  }

  /**
   * Opens an image in an image.
   *
   * @param file the image file, by its real path
   * @param options those of {@link #SELECTING}
   */
  ImageLease open(ImageLease outer, Path file, Map<String, String> options) throws IOException {
    return open(outer.image, file, options, outer.image.key + '\n' + file + "!" + options);
  }

  private ImageLease open(OpenImage outer, Path file, Map<String, String> options, String key)
      throws IOException {
    OpenImage image;
    boolean opens = false;
    List<OpenImage> evicted = new ArrayList<>();
    ImageLease lease;
    synchronized (this) {
      image = images.get(key);
      if (image == null) {
        if (images.size() >= MAX_IMAGES) {
          evicted.add(evict());
        }
        image = new OpenImage(key, outer, file, env(options));
        opens = true;
      }
      lease = lease(image);
      if (opens) {
        outer.leases++;
        images.put(key, image);
      }
    }
    closeAll(evicted);
    if (opens) {
      open(image);
    }
    try {
      image.fileSystem.get();
      return lease;
    } catch (InterruptedException e) {
      lease.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an image was opened");
    } catch (ExecutionException e) {
      lease.close();
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  private Map<String, Object> env(Map<String, String> options) {
    Map<String, Object> env = new HashMap<>(served.env);
    env.keySet().removeAll(SELECTING);
    env.putIfAbsent("cacheBytes", MAX_CACHE_BYTES);
    env.putAll(options);
    return Map.copyOf(env);
  }

  private void open(OpenImage image) {
    try {
      image.fileSystem.complete(DiskImages.open(image.file, image.env));
    } catch (IOException | RuntimeException | Error e) {
      synchronized (this) {
        images.remove(image.key, image);
        image.outer.leases--;
      }
      image.fileSystem.completeExceptionally(e);
    }
  }

  /** Removes the least recently used image that no request and no other image uses. */
  private OpenImage evict() throws IOException {
    for (OpenImage image : images.values()) {
      if (image.leases == 0) {
        images.remove(image.key);
        return image;
      }
    }
    throw new HttpFailure(HttpFailure.UNAVAILABLE, "too many images are open");
  }

  /** Closes images that were idle for long. */
  void closeIdle() {
    long now = System.nanoTime();
    List<OpenImage> idle = new ArrayList<>();
    synchronized (this) {
      for (Iterator<OpenImage> each = images.values().iterator(); each.hasNext(); ) {
        OpenImage image = each.next();
        if (image.leases == 0 && now - image.lastUsed > MAX_IDLE_NANOS) {
          each.remove();
          idle.add(image);
        }
      }
    }
    closeAll(idle);
  }

  /** Closes images that are in the map no more; then the images around them may be closed. */
  private void closeAll(List<OpenImage> removed) {
    for (OpenImage image : removed) {
      try {
        image.fileSystem.join().close();
      } catch (IOException | RuntimeException e) {
        // The image was only read: nothing is lost.
      }
      synchronized (this) {
        image.outer.leases--;
        image.outer.lastUsed = System.nanoTime();
      }
    }
  }

  /** Returns the number of images open beside the served one. */
  synchronized int size() {
    return images.size();
  }

  /** Closes all images; requests that still read fail. */
  @Override
  public void close() throws IOException {
    List<OpenImage> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(images.values());
      images.clear();
    }
    all.removeIf(
        image -> !image.fileSystem.isDone() || image.fileSystem.isCompletedExceptionally());
    closeAll(all);
    served.fileSystem.join().close();
  }
}
