package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Files of a sparse bundle by their names, in any case: file systems of FAT, plain ISO 9660 and
 * some servers fold the names of a copied bundle.
 */
final class BundleFiles {
  private static final String BANDS = "bands";

  /** The folder of a bundle has six entries. */
  private static final int MAX_NAMES = 1_000;

  private final HostFolder folder;
  private List<String> names;

  BundleFiles(HostFolder folder) {
    this.folder = folder;
  }

  /** Opens a file of the bundle's folder; returns null if there is none. */
  HostFile open(String name) throws IOException {
    HostFile file = folder.open(name);
    String other = file == null ? stored(name) : null;
    return other == null ? file : folder.open(other);
  }

  /** Returns the stored spelling of a name; null if the folder has no such entry. */
  String stored(String name) throws IOException {
    if (names == null) {
      names = folder.names(MAX_NAMES);
    }
    if (names.contains(name)) {
      return name;
    }
    return names.stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
  }

  /** Returns the folder of the bands; null if there is none. */
  HostFolder bands() throws IOException {
    HostFolder bands = folder.folder(BANDS);
    String other = bands == null ? stored(BANDS) : null;
    return other == null ? bands : folder.folder(other);
  }

  /** Opens a band; returns null if there is none. */
  static HostFile openBand(HostFolder bands, long index) throws IOException {
    String name = Long.toHexString(index);
    HostFile band = bands.open(name);
    String upper = name.toUpperCase(Locale.ROOT);
    return band == null && !upper.equals(name) ? bands.open(upper) : band;
  }
}
