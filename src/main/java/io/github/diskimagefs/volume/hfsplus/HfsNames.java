package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.volume.apple.MacNames;
import java.util.Set;

/** Names of HFS Plus: those that paths show, and those of the file system's own files. */
final class HfsNames {

  /** Name of the folder that holds the content of hard-linked files. */
  static final String FILE_LINKS = "\0\0\0\0HFS+ Private Data";

  /** Name of the folder that holds hard-linked folders. */
  static final String FOLDER_LINKS = ".HFS+ Private Directory Data\r";

  private static final Set<String> PRIVATE =
      Set.of(FILE_LINKS, FOLDER_LINKS, ".journal", ".journal_info_block");

  private HfsNames() {}

  /** Returns whether an entry of the root folder belongs to the file system itself. */
  static boolean hidden(long parent, String stored) {
    return parent == HfsPlusCatalogFile.ROOT && PRIVATE.contains(stored);
  }

  /** Returns the name to show, or null if no path can have it. */
  static String shown(String stored) {
    return MacNames.shown(stored.replace('\0', '_'));
  }

  /** Returns the stored names that a shown name may stand for, the likeliest first. */
  static Set<String> stored(String shown) {
    Set<String> names = MacNames.stored(shown);
    if (shown.indexOf('_') >= 0) {
      names.add(shown.replace(':', '/').replace('_', '\0'));
    }
    return names;
  }
}
