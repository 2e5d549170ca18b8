package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An open image: its container, the volumes found, and the tree that {@code /} shows. */
public final class OpenImage implements Closeable {
  private final HostFile host;
  private final Container container;
  private final VolumeSet volumes;
  private final Volume tree;
  private final ChunkCache cache;

  OpenImage(HostFile host, Container container, VolumeSet volumes, Volume tree, ChunkCache cache) {
    this.host = host;
    this.container = container;
    this.volumes = volumes;
    this.tree = tree;
    this.cache = cache;
  }

  /** Returns the volume that {@code /} shows. */
  public Volume tree() {
    return tree;
  }

  /** Returns the container, to describe or verify it. */
  public Container container() {
    return container;
  }

  /** Returns the format of the image file. */
  public String containerType() {
    return container.type();
  }

  /** Returns the volumes that can be opened, data before audio; opens them on first use. */
  public List<Volume> volumes() {
    return volumes.all();
  }

  VolumeSet openVolumes() {
    return volumes;
  }

  /** Describes the place and the views of each volume found, by index. */
  public List<String> places() {
    return volumes.places();
  }

  /** Returns the cache of decoded data of this image. */
  public ChunkCache cache() {
    return cache;
  }

  @Override
  public void close() throws IOException {
    try (host;
        container;
        volumes) {
      // The order is that of the declarations, last first.
    }
  }
}
