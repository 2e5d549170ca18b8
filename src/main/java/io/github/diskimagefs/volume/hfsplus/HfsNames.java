package io.github.diskimagefs.volume.hfsplus;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names as stored and as shown: the stored {@code /} is the shown {@code :}. */
final class HfsNames {

  /** Holds the content of files that have several names. */
  static final String FILE_LINKS = "\0\0\0\0HFS+ Private Data";

  /** Holds the folders that have several names. */
  static final String FOLDER_LINKS = ".HFS+ Private Directory Data\r";

  private static final Set<String> PRIVATE =
      Set.of(FILE_LINKS, FOLDER_LINKS, ".journal", ".journal_info_block");

  private HfsNames() {}

  /** What the root folder holds for the file system's own use. */
  static boolean hidden(long parent, String stored) {
    return parent == HfsPlusCatalogFile.ROOT && PRIVATE.contains(stored);
  }

  /** The name to show; null for one that no path can have. */
  static String shown(String stored) {
    if (stored.isEmpty() || stored.equals(".") || stored.equals("..")) {
      return null;
    }
    return stored.replace('/', ':').replace('\0', '_');
  }

  /** The stored names that a shown one may stand for, the likeliest first. */
  static Set<String> stored(String shown) {
    Set<String> names = new LinkedHashSet<>();
    String plain = shown.replace(':', '/');
    names.add(plain);
    names.add(shown);
    if (!ascii(plain)) {
      names.add(UnicodeOrder.decompose(plain));
      // Not all writers decompose.
      names.add(Normalizer.normalize(plain, Normalizer.Form.NFC));
    }
    if (plain.indexOf('_') >= 0) {
      names.add(plain.replace('_', '\0'));
    }
    return names;
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
