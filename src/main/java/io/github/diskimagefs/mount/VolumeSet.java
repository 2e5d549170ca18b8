package io.github.diskimagefs.mount;

import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The volumes found in an image, each opened when it is first asked for. */
final class VolumeSet implements Closeable {
  private final List<VolumeCandidate> found;
  private final Volume audio;
  private final ViewName view;
  private final Volume[] opened;

  VolumeSet(VolumeScanner.Found found, ViewName view) {
    this.found = found.data();
    this.audio = found.audio();
    this.view = view;
    this.opened = new Volume[this.found.size()];
  }

  int count() {
    return found.size();
  }

  VolumeCandidate found(int index) {
    return found.get(index);
  }

  /** The audio tracks, or null. */
  Volume audio() {
    return audio;
  }

  /** Opens in the view asked for, or the best where that volume has no such view. */
  synchronized Volume open(int index) throws IOException {
    if (opened[index] == null) {
      VolumeCandidate volume = found.get(index);
      opened[index] = volume.open(volume.has(view) ? view : ViewName.AUTO);
    }
    return opened[index];
  }

  /** Opens a volume; returns null if it is broken: {@link #open} throws the reason. */
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

  /** Each with its place and views, in words. */
  List<String> places() {
    List<String> places = new ArrayList<>();
    for (VolumeCandidate volume : found) {
      String what =
          volume.error() != null
              ? volume.error().getMessage()
              : String.join(", ", volume.views().stream().map(v -> v.name()).toList());
      places.add(volume.place() + ": " + what);
    }
    return places;
  }

  @Override
  public synchronized void close() throws IOException {
    IOException error = null;
    for (Volume volume : opened) {
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
