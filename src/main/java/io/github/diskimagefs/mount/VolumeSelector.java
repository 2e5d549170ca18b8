package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which volume {@code /} shows. */
final class VolumeSelector {
  private final VolumeSet volumes;
  private final ImageOptions options;

  VolumeSelector(VolumeSet volumes, ImageOptions options) {
    this.volumes = volumes;
    this.options = options;
  }

  Volume choose() throws IOException {
    if (options.volume().isEmpty()) {
      return main();
    }
    String requested = options.volume().get();
    if (requested.equals("all")) {
      // None of them opens: the main one says why.
      return volumes.all().isEmpty() ? main() : CombinedVolume.of(volumes);
    }
    if (requested.matches("[0-9]{1,4}")) {
      int index = Integer.parseInt(requested);
      if (index >= 1 && index <= volumes.count()) {
        return volumes.open(index - 1);
      }
      if (index == volumes.count() + 1 && volumes.audio() != null) {
        return volumes.audio(); // the last of the file stores
      }
    }
    return named(requested);
  }

  /**
   * Returns the first of the best rank that has the requested view and opens; else the audio
   * tracks. A volume that needs a password does not give way to one of a lower rank.
   */
  private Volume main() throws IOException {
    IOException error = null;
    int lockedRank = Integer.MAX_VALUE;
    for (int i : byRank()) {
      VolumeCandidate candidate = volumes.found(i);
      if (candidate.mainRank() > lockedRank) {
        break;
      }
      if (candidate.error() == null && !candidate.has(options.view())) {
        continue;
      }
      try {
        return volumes.open(i);
      } catch (IOException e) {
        if (e instanceof AccessDeniedException) {
          lockedRank = candidate.mainRank();
        }
        if (error == null) {
          error = e;
        } else if (e != error) {
          error.addSuppressed(e);
        }
      }
    }
    if (error != null) {
      throw error;
    }
    if (options.view() != ViewName.AUTO && volumes.count() > 0) {
      throw new NotInImageException(
          "view", options.view().option(), "the image has " + volumes.places());
    }
    if (volumes.audio() != null) {
      return volumes.audio();
    }
    throw new UnsupportedImageException("no volume of a known file system");
  }

  /** Returns the indexes of the volumes, by their rank as the main one. */
  private List<Integer> byRank() {
    return IntStream.range(0, volumes.count())
        .boxed()
        .sorted(Comparator.comparingInt(i -> volumes.found(i).mainRank()))
        .toList();
  }

  private Volume named(String requested) throws IOException {
    Volume folded = null;
    for (int i = 0; i < volumes.count(); i++) {
      VolumeCandidate candidate = volumes.found(i);
      String known = candidate.label();
      if (candidate.error() != null || (known != null && !known.equalsIgnoreCase(requested))) {
        continue;
      }
      Volume volume = volumes.open(i);
      if (volume.label().equals(requested)) {
        return volume;
      }
      if (folded == null
          && volume.label().toLowerCase(Locale.ROOT).equals(requested.toLowerCase(Locale.ROOT))) {
        folded = volume;
      }
    }
    for (int i = 0; i < volumes.count() && folded == null; i++) {
      if (volumes.found(i).hasRole(requested)) {
        folded = volumes.open(i);
      }
    }
    if (folded != null) {
      return folded;
    }
    if (volumes.audio() != null && volumes.audio().label().equals(requested)) {
      return volumes.audio();
    }
    for (int i = 0; i < volumes.count(); i++) {
      // A container of volumes that is not supported may hold the requested one.
      if (volumes.found(i).error() instanceof UnsupportedImageException error) {
        throw error;
      }
    }
    throw new NotInImageException("volume", requested, "the image has " + volumes.places());
  }
}
