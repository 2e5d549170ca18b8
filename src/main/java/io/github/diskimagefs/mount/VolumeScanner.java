package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the volumes of a container: on the whole disk, then in its partitions. */
final class VolumeScanner {

  /**
   * What was found.
   *
   * @param data volumes with files, in the order of their {@code volume} index
   * @param audio the audio tracks as a volume of sound files, or null if there are none
   */
  record Found(List<VolumeCandidate> data, Volume audio) {}

  private final ImageOptions options;
  private final ChunkCache cache;
  private final List<VolumeCandidate> found = new ArrayList<>();

  VolumeScanner(ImageOptions options, ChunkCache cache) {
    this.options = options;
    this.cache = cache;
  }

  Found find(Container container) throws IOException {
    if (container.disc() != null) {
      DiscVolumes disc = new DiscVolumes(container.disc(), options, cache);
      for (DiscVolumes.Place place : disc.data()) {
        VolumeSource source = place.source();
        add(place.words(), source);
        ByteSource track = source.bytes().slice(source.start(), source.end() - source.start());
        try {
          partitions(place.words() + ' ', track, container.sectorSize());
        } catch (IOException e) {
          // An unreadable system area leaves the volume behind it as it is.
        }
      }
      return new Found(List.copyOf(found), disc.audio());
    }
    ByteSource disk = container.disk();
    add("disk", VolumeSource.of(disk, container.sectorSize(), cache));
    try {
      partitions("", disk, container.sectorSize());
    } catch (IOException e) {
      if (found.isEmpty()) {
        found.add(new VolumeCandidate("disk", List.of(), e));
      }
    }
    return new Found(List.copyOf(found), null);
  }

  private void partitions(String words, ByteSource disk, int sectorSize) throws IOException {
    VolumeCandidate whole = found.isEmpty() ? null : found.get(found.size() - 1);
    for (Partition partition : Partitions.of(disk, sectorSize)) {
      // A hybrid's partition from byte 0 on is the disk once more.
      if (partition.offset() != 0 || found.isEmpty()) {
        int before = found.size();
        ByteSource part = disk.slice(partition.offset(), partition.length());
        add(words + place(partition), VolumeSource.of(part, sectorSize, cache));
        if (whole != null && found.size() == before + 1 && again(whole, found.get(before))) {
          found.remove(before);
        }
      }
    }
  }

  /** Whether a hybrid's partition has descriptors of its own for the tree of the whole disk. */
  private static boolean again(VolumeCandidate disk, VolumeCandidate partition) {
    if (!optical(disk) || !optical(partition)) {
      return false;
    }
    try (Volume first = disk.open("auto");
        Volume second = partition.open("auto")) {
      return first.type().equals(second.type())
          && first.label().equals(second.label())
          && first.root().modified().equals(second.root().modified());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean optical(VolumeCandidate volume) {
    return volume.views().stream().anyMatch(view -> Formats.OPTICAL.contains(view.name()));
  }

  private static String place(Partition partition) {
    String place = partition.scheme() + " " + partition.index();
    return partition.name().isEmpty() ? place : place + " \"" + partition.name() + '"';
  }

  /** Adds the volumes of a source: its optical trees are views of one, each other a volume. */
  void add(String place, VolumeSource source) throws IOException {
    List<VolumeView> optical = new ArrayList<>();
    List<VolumeView> others = new ArrayList<>();
    IOException error = null;
    for (VolumeFormat format : Formats.VOLUMES) {
      try {
        for (VolumeView view : format.views(source, options)) {
          (Formats.OPTICAL.contains(view.name()) ? optical : others).add(view);
        }
      } catch (IOException e) {
        if (error == null) {
          error = e;
        }
      }
    }
    if (!optical.isEmpty()) {
      found.add(new VolumeCandidate(place, List.copyOf(optical), null));
    }
    for (VolumeView view : others) {
      found.add(new VolumeCandidate(place, List.of(view), null));
    }
    if (error != null && optical.isEmpty() && others.isEmpty()) {
      found.add(new VolumeCandidate(place, List.of(), error));
    }
  }
}
