package io.github.diskimagefs.mount;

import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.StoredChecksum;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A volume that was found and not opened yet.
 *
 * @param place where, in words: {@code disk}, {@code GPT 2 "EFI"}, {@code session 1 track 02}
 * @param views its views; empty if {@code error} is set
 * @param secondary whether another volume is shown before it, if one can be read: it is in an EFI
 *     system or recovery partition
 * @param error why it cannot be shown, or null
 * @param boot its boot images
 */
record VolumeCandidate(
    String place,
    List<VolumeView> views,
    boolean secondary,
    IOException error,
    BootImageReader boot) {

  /** Ranks of volumes in EFI system and recovery partitions start here, after all others. */
  private static final int SECONDARY_RANK = 1 << 20;

  /** Reads the boot images of a volume's region. */
  @FunctionalInterface
  interface BootImageReader {
    /** Reads the boot images that the boot catalog names. */
    List<BootImage> read() throws IOException;
  }

  /** Creates a candidate without boot images. */
  VolumeCandidate(String place, List<VolumeView> views, boolean secondary, IOException error) {
    this(place, views, secondary, error, List::of);
  }

  /** Returns the checksums that the volume stores of its bytes; each view may know them. */
  List<StoredChecksum> checksums() throws IOException {
    for (VolumeView view : views) {
      if (!view.checksums().isEmpty()) {
        return view.checksums();
      }
    }
    return List.of();
  }

  /**
   * Returns whether its trees have short names alone, though Rock Ridge records attributes: Apple's
   * mastering software writes such trees beside one of HFS Plus.
   */
  boolean hasShortNamesOnly() {
    return views.stream().anyMatch(view -> !view.named())
        && views.stream()
            .allMatch(view -> !view.named() || view.name().equals(ViewName.ISO9660.option()));
  }

  /** Returns whether it has a tree of an optical disc. */
  boolean isOptical() {
    return views.stream().anyMatch(VolumeCandidate::isOptical);
  }

  /** Returns whether a view shows a tree of an optical disc. */
  static boolean isOptical(VolumeView view) {
    return ViewName.of(view.name()).filter(ViewName::optical).isPresent();
  }

  /** Returns whether it has the view; any view counts for {@code auto}. */
  boolean has(ViewName view) {
    return !candidates(view).isEmpty();
  }

  /** Returns the volume's name if it is known before the volume is opened, else null. */
  String label() {
    return views.stream().map(VolumeView::label).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** Returns whether the volume has a role of that name, in any letter case. */
  boolean hasRole(String name) {
    return views.stream()
        .map(VolumeView::role)
        .anyMatch(role -> !role.isEmpty() && role.equalsIgnoreCase(name));
  }

  /** Returns the rank of the volume as the main one of its image, 0 for the best. */
  int mainRank() {
    int rank = views.stream().mapToInt(VolumeView::rank).min().orElse(0);
    return secondary ? SECONDARY_RANK + rank : rank;
  }

  /**
   * Opens the requested view; for {@code auto} the tree that holds most, because mastering software
   * may have written one of the trees wrong.
   */
  Volume open(ViewName view) throws IOException {
    if (error != null) {
      throw error;
    }
    return TreeRanking.open(candidates(view));
  }

  private List<VolumeView> candidates(ViewName requested) {
    List<VolumeView> candidates = new ArrayList<>(views);
    if (requested != ViewName.AUTO) {
      candidates.removeIf(view -> !view.name().equals(requested.option()));
    }
    return candidates;
  }
}
