package io.github.diskimagefs.mount;

import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A volume that was found and not opened yet.
 *
 * @param place where, in words: {@code disk}, {@code GPT 2 "EFI"}, {@code session 1 track 02}
 * @param views its views; empty if {@code error} is set
 * @param error why it cannot be shown, or null
 */
record VolumeCandidate(String place, List<VolumeView> views, IOException error) {

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
    return views.stream().mapToInt(VolumeView::rank).min().orElse(0);
  }

  /**
   * Opens the requested view; for {@code auto} the best that can be opened, because mastering
   * software may have written one of the trees wrong.
   */
  Volume open(ViewName view) throws IOException {
    if (error != null) {
      throw error;
    }
    IOException first = null;
    for (VolumeView candidate : candidates(view)) {
      try {
        return candidate.open();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first;
  }

  private List<VolumeView> candidates(ViewName requested) {
    List<VolumeView> candidates = new ArrayList<>(views);
    if (requested != ViewName.AUTO) {
      candidates.removeIf(view -> !view.name().equals(requested.option()));
    }
    candidates.sort(Comparator.comparingInt(VolumeCandidate::rank));
    return candidates;
  }

  private static int rank(VolumeView view) {
    return ViewName.of(view.name()).map(ViewName::ordinal).orElse(Integer.MAX_VALUE);
  }
}
