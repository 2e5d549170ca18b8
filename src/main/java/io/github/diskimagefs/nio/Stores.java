package io.github.diskimagefs.nio;

import io.github.diskimagefs.mount.MountedImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.nio.file.FileStore;
import java.util.ArrayList;
import java.util.List;

/** The file stores of an image: one for each volume. */
final class Stores {
  private final MountedImage image;

  Stores(MountedImage image) {
    this.image = image;
  }

  List<FileStore> all() {
    List<FileStore> stores = new ArrayList<>();
    for (Volume volume : image.volumes()) {
      stores.add(new ImageFileStore(volume));
    }
    return stores.isEmpty() ? List.of(new ImageFileStore(image.tree())) : stores;
  }

  /** The store of the volume that holds a node. */
  FileStore of(Node node) {
    return new ImageFileStore(image.tree().home(node));
  }
}
