package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.nio.file.FileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The file stores of an image: one for each volume. */
final class FileStores {
  private final String container;
  private final Volume tree;
  private final Supplier<List<Volume>> volumes;

  /**
   * Creates the file stores of an image.
   *
   * @param container the format of the image file
   * @param tree the volume that the root shows
   * @param volumes supplies every volume when the stores are requested
   */
  FileStores(String container, Volume tree, Supplier<List<Volume>> volumes) {
    this.container = container;
    this.tree = tree;
    this.volumes = volumes;
  }

  List<FileStore> all() {
    List<FileStore> stores = new ArrayList<>();
    for (Volume volume : volumes.get()) {
      stores.add(new ImageFileStore(container, volume));
    }
    return stores.isEmpty() ? List.of(new ImageFileStore(container, tree)) : List.copyOf(stores);
  }

  /** Returns the store of the volume that holds a node. */
  FileStore of(Node node) {
    return new ImageFileStore(container, tree.volumeOf(node));
  }
}
