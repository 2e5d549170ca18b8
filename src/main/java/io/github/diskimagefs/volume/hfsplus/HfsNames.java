package io.github.diskimagefs.volume.hfsplus;

import java.util.Set;

/** Names of the files and folders that belong to the file system itself. */
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
}
