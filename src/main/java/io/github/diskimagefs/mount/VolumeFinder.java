package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the volumes of a container: on the whole disk, then in its partitions. */
final class VolumeFinder {
  private final ImageOptions options;
  private final ChunkCache cache;

  VolumeFinder(ImageOptions options, ChunkCache cache) {
    this.options = options;
    this.cache = cache;
  }

  /** The volumes in the order of their {@code volume} index. */
  List<FoundVolume> find(Container container) throws IOException {
    List<FoundVolume> found = new ArrayList<>();
    ByteSource disk = container.disk();
    add(found, "disk", VolumeSource.of(disk, container.sectorSize(), cache));
    for (Partition partition : Partitions.of(disk, container.sectorSize())) {
      ByteSource part = disk.slice(partition.offset(), partition.length());
      String place =
          partition.scheme()
              + " "
              + partition.index()
              + (partition.name().isEmpty() ? "" : " \"" + partition.name() + '"');
      // A hybrid's partition from byte 0 on is the disk once more.
      if (partition.offset() != 0 || found.isEmpty()) {
        add(found, place, VolumeSource.of(part, container.sectorSize(), cache));
      }
    }
    return found;
  }

  private void add(List<FoundVolume> found, String place, VolumeSource source) throws IOException {
    List<VolumeView> views = new ArrayList<>();
    IOException fault = null;
    for (VolumeFormat format : Formats.VOLUMES) {
      try {
        views.addAll(format.views(source, options));
      } catch (IOException e) {
        fault = fault == null ? e : fault;
      }
    }
    if (!views.isEmpty() || fault != null) {
      found.add(new FoundVolume(place, List.copyOf(views), fault));
    }
  }
}
