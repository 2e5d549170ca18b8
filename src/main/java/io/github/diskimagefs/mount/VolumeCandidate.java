package io.github.diskimagefs.mount;

import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A volume that was found and not opened yet.
 *
 * @param place where, in words: {@code disk}, {@code GPT 2 "EFI"}, {@code session 1 track 02}
 * @param views its views; empty if {@code error} is set
 * @param error why it cannot be shown, or null
 */
record VolumeCandidate(String place, List<VolumeView> views, IOException error) {

  /** Whether it has the view; any will do for {@code auto}. */
  boolean has(String view) {
    return view.equals("auto")
        ? !views.isEmpty()
        : views.stream().anyMatch(v -> v.name().equals(view));
  }

  /**
   * Opens the view asked for; for {@code auto} the best that can be opened, for a master may have
   * got one of its trees wrong.
   */
  Volume open(String view) throws IOException {
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

  private List<VolumeView> candidates(String requested) {
    List<VolumeView> candidates = new ArrayList<>(views);
    if (!requested.equals("auto")) {
      candidates.removeIf(view -> !view.name().equals(requested));
    }
    candidates.sort(Comparator.comparingInt(view -> rank(view.name())));
    return candidates;
  }

  private static int rank(String view) {
    int index = Formats.VIEWS.indexOf(view);
    return index < 0 ? Formats.VIEWS.size() : index;
  }
}
