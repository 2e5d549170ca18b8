package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the volume that {@code /} shows. */
record VolumeSelector(VolumeSet volumes, ImageOptions options) {
  /**
   * Returns the volume that the options name, to describe or verify an image of which no tree is
   * shown; null if they name none, or if the named one cannot be opened.
   *
   * @throws NotInImageException if the image does not have what the options name
   */
  Volume chosen() throws NotInImageException {
    boolean none =
        options.volume().isEmpty()
            && options.view() == ViewName.AUTO
            && options.snapshot().isEmpty();
    if (none || options.view() == ViewName.RAW) {
      return null;
    }
    try {
      return choose();
    } catch (NotInImageException e) {
      throw e;
    } catch (IOException e) {
      return null; // the description and the result of the check state the reason
    }
  }

  Volume choose() throws IOException {
    if (options.volume().isEmpty()) {
      return main();
    }
    String requested = options.volume().get();
    if (requested.equals("all")) {
      // No volume can be opened: the main one throws the reason.
      return volumes.all().isEmpty() ? main() : CombinedVolume.of(volumes);
    }
    if (requested.matches("[0-9]{1,4}")) {
      int index = Integer.parseInt(requested);
      if (index >= 1 && index <= volumes.count()) {
        return open(index - 1);
      }
      if (index == volumes.count() + 1 && volumes.audio() != null) {
        return audio(); // the last of the file stores
      }
    }
    return named(requested);
  }

  /**
   * Returns the first volume of the best rank that has the requested view and can be opened; else
   * the audio tracks. A volume that needs a password does not give way to one of a lower rank.
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
      Volume named = options.view() == ViewName.AUTO ? withNames(i) : null;
      if (named != null) {
        return named;
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
      throw withoutView();
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

  /** Opens the volume of HFS Plus that has the names that another one lacks, or returns null. */
  private Volume withNames(int index) {
    for (int i = index + 1; volumes.found(index).hasShortNamesOnly() && i < volumes.count(); i++) {
      VolumeCandidate other = volumes.found(i);
      Volume volume = other.has(ViewName.HFSPLUS) ? volumes.openIfValid(i) : null;
      if (volume != null) {
        return volume;
      }
    }
    return null;
  }

  /**
   * Returns the volume of a label, else that in a partition of a name, exact ones first, else that
   * of a role.
   */
  private Volume named(String requested) throws IOException {
    for (NameMatch match : NameMatch.values()) {
      for (int i = 0; i < volumes.count(); i++) {
        if (hasLabel(i, requested, match)) {
          return open(i);
        }
      }
      for (int i = 0; i < volumes.count(); i++) {
        Partition partition = volumes.partition(i);
        if (partition != null && match.same(partition.name(), requested)) {
          return open(i);
        }
      }
    }
    for (int i = 0; i < volumes.count(); i++) {
      if (volumes.found(i).hasRole(requested)) {
        return open(i);
      }
    }
    if (volumes.audio() != null && volumes.audio().label().equals(requested)) {
      return audio();
    }
    for (int i = 0; i < volumes.count(); i++) {
      // A container of volumes that is not supported may hold the requested one.
      if (volumes.found(i).error() instanceof UnsupportedImageException error) {
        throw error;
      }
    }
    throw new NotInImageException("volume", requested, "the image has " + volumes.places());
  }

  /** Opens a volume that was chosen, in the requested view. */
  private Volume open(int index) throws IOException {
    VolumeCandidate candidate = volumes.found(index);
    if (candidate.error() == null && !candidate.has(options.view())) {
      throw withoutView();
    }
    return volumes.open(index);
  }

  private Volume audio() throws NotInImageException {
    if (options.view() != ViewName.AUTO) {
      throw withoutView();
    }
    return volumes.audio();
  }

  private NotInImageException withoutView() {
    return new NotInImageException(
        "view", options.view().option(), "the image has " + volumes.places());
  }

  /** Opens a volume to compare its label only where the label is not known before. */
  private boolean hasLabel(int index, String requested, NameMatch match) {
    String known = volumes.found(index).label();
    if (known != null) {
      return match.same(known, requested);
    }
    Volume volume = volumes.openIfValid(index);
    return volume != null && match.same(volume.label(), requested);
  }

  private enum NameMatch {
    EXACT,
    CASE_INSENSITIVE;

    boolean same(String name, String requested) {
      return this == EXACT ? name.equals(requested) : name.equalsIgnoreCase(requested);
    }
  }
}
