package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An open image: its container, the volumes found, and the tree that {@code /} shows. */
public final class MountedImage implements Closeable {
  private final HostFile host;
  private final Container container;
  private final Volume tree;
  private final List<FoundVolume> found;
  private final List<Volume> opened;
  private final String view;

  MountedImage(
      HostFile host,
      Container container,
      Volume tree,
      List<FoundVolume> found,
      List<Volume> opened,
      String view) {
    this.host = host;
    this.container = container;
    this.tree = tree;
    this.found = found;
    this.opened = opened;
    this.view = view;
  }

  /** What {@code /} shows. */
  public Volume tree() {
    return tree;
  }

  /** The container, for those who describe or verify it. */
  public Container container() {
    return container;
  }

  /** The volumes that can be opened, in the order of their index; opened when first asked for. */
  public synchronized List<Volume> volumes() throws IOException {
    List<Volume> volumes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (opened.get(i) == null && found.get(i).view("auto") != null) {
        opened.set(i, found.get(i).view("auto").open());
      }
      if (opened.get(i) != null) {
        volumes.add(opened.get(i));
      }
    }
    return volumes;
  }

  /** Where each found volume lies and which views it has, in words. */
  public List<String> places() {
    return found.stream()
        .map(v -> v.place() + v.views().stream().map(w -> " " + w.name()).toList())
        .toList();
  }

  /** The view asked for. */
  public String view() {
    return view;
  }

  @Override
  public void close() throws IOException {
    try (host;
        container) {
      for (Volume volume : opened) {
        if (volume != null) {
          volume.close();
        }
      }
    }
  }
}
