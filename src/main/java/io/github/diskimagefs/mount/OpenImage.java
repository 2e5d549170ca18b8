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

  /** What {@code /} shows. */
  public Volume tree() {
    return tree;
  }

  /** The container, for those who describe or verify it. */
  public Container container() {
    return container;
  }

  /** The volumes that can be opened, data before audio; opened when first asked for. */
  public List<Volume> volumes() {
    return volumes.all();
  }

  VolumeSet openVolumes() {
    return volumes;
  }

  /** Where each volume that was found lies and which views it has, in words, by index. */
  public List<String> places() {
    return volumes.places();
  }

  /** The decoded data held for this image. */
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
