package io.github.diskimagefs.mount;

import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The volumes found in an image, each opened when it is first asked for. One thread opens a volume;
 * others that need it wait, and no lock is held meanwhile.
 */
final class VolumeSet implements Closeable {
  /** Describes the place of the audio tracks, which are one volume, after the others. */
  static final String AUDIO_PLACE = "audio tracks";

  private final List<VolumeCandidate> found;
  private final Volume audio;
  private final Map<String, PlacedPartition> partitions;
  private final ViewName view;

  /** By index; null in a future if its thread failed, after which the next thread may try. */
  private final AtomicReferenceArray<CompletableFuture<Volume>> opened;

  private volatile boolean closed;

  VolumeSet(VolumeScanner.Found found, ViewName view) {
    this.found = found.data();
    this.audio = found.audio();
    this.partitions = found.partitions();
    this.view = view;
    this.opened = new AtomicReferenceArray<>(this.found.size());
  }

  int count() {
    return found.size();
  }

  VolumeCandidate found(int index) {
    return found.get(index);
  }

  /** Returns the entry of the partition map that a volume is in; null if it is in none. */
  Partition partition(int index) {
    PlacedPartition partition = placedPartition(index);
    return partition == null ? null : partition.entry();
  }

  /** Returns the place of the partition that a volume is in; null if it is in none. */
  PlacedPartition placedPartition(int index) {
    return partitions.get(found.get(index).place());
  }

  /** Returns the entries of the partition maps. */
  List<PlacedPartition> partitions() {
    return List.copyOf(partitions.values());
  }

  /** Returns the indexes, from 1, of the volumes at a place. */
  List<Integer> volumesAt(String place) {
    return IntStream.range(0, found.size())
        .filter(i -> found.get(i).place().equals(place))
        .mapToObj(i -> i + 1)
        .toList();
  }

  /** Returns the audio tracks, or null. */
  Volume audio() {
    return audio;
  }

  /**
   * Opens a volume in the requested view, or in its best view if it does not have that one.
   *
   * @throws IOException if it cannot be opened; the next call tries again
   */
  Volume open(int index) throws IOException {
    while (true) {
      CompletableFuture<Volume> own = new CompletableFuture<>();
      CompletableFuture<Volume> other = opened.compareAndExchange(index, null, own);
      if (other == null) {
        return open(index, own);
      }
      Volume volume = other.join(); // an interrupt is kept for later
      if (volume != null) {
        return volume;
      }
    }
  }

  private Volume open(int index, CompletableFuture<Volume> result) throws IOException {
    Volume volume = null;
    try {
      VolumeCandidate candidate = found.get(index);
      volume = candidate.open(candidate.has(view) ? view : ViewName.AUTO);
    } finally {
      if (volume == null) {
        opened.set(index, null);
      }
      result.complete(volume);
    }
    if (closed) {
      volume.close();
    }
    return volume;
  }

  /** Returns a volume as {@link #open} does, or null if it is damaged or not supported. */
  Volume openIfValid(int index) {
    try {
      return open(index);
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads the boot images of a volume's region, whatever the view. */
  List<BootImage> bootImages(int index) throws IOException {
    return found.get(index).boot().read();
  }

  /** Returns the volumes that can be opened, data before audio. */
  List<Volume> all() {
    List<Volume> volumes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      volumes.add(openIfValid(i));
    }
    volumes.add(audio);
    volumes.removeIf(Objects::isNull);
    return volumes;
  }

  /** Describes the place and the views of each volume, after its index. */
  List<String> places() {
    List<String> places = new ArrayList<>();
    for (VolumeCandidate volume : found) {
      String what =
          volume.error() != null
              ? volume.error().getMessage()
              : String.join(", ", volume.views().stream().map(v -> v.name()).toList());
      places.add(places.size() + 1 + " " + volume.place() + ": " + what);
    }
    if (audio != null) {
      places.add(places.size() + 1 + " " + AUDIO_PLACE);
    }
    return places;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    IOException error = null;
    for (int i = 0; i < opened.length(); i++) {
      CompletableFuture<Volume> future = opened.get(i);
      Volume volume = future == null ? null : future.getNow(null);
      if (volume != null) {
        try {
          volume.close();
        } catch (IOException e) {
          error = e;
        }
      }
    }
    if (error != null) {
      throw error;
    }
  }
}
