package io.github.diskimagefs.mount;

import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/**
 * A volume that was found and not opened yet.
 *
 * @param place where, in words: {@code disk}, {@code GPT 2 "EFI"}, {@code session 1 track 02}
 * @param views its views, never empty unless {@code fault} is set
 * @param fault why it cannot be shown, or null
 */
record FoundVolume(String place, List<VolumeView> views, IOException fault) {

  /** The view of that name, or the best for {@code auto}; null if there is none. */
  VolumeView view(String wanted) {
    if (!wanted.equals("auto")) {
      return views.stream().filter(view -> view.name().equals(wanted)).findFirst().orElse(null);
    }
    for (String name : Formats.VIEWS) {
      for (VolumeView view : views) {
        if (view.name().equals(name)) {
          return view;
        }
      }
    }
    return views.isEmpty() ? null : views.get(0);
  }
}
