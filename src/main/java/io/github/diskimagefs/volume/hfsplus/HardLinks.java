package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.apple.OsType;
import java.io.IOException;

/**
 * Hard links: file records that stand for a file in one private folder, or for a folder in another
 * (TN1150 "Hard Links").
 */
final class HardLinks {
  private static final int FILE_TYPE = OsType.of("hlnk");
  private static final int FILE_CREATOR = OsType.of("hfs+");
  private static final int FOLDER_TYPE = OsType.of("fdrp");
  private static final int FOLDER_CREATOR = OsType.of("MACS");
  private static final int HAS_LINK_CHAIN = 0x20; // kHFSHasLinkChainMask

  private final HfsPlusCatalogFile catalog;
  private volatile long files = -1;
  private volatile long folders = -1;

  HardLinks(HfsPlusCatalogFile catalog) {
    this.catalog = catalog;
  }

  /**
   * Finds the record that a file record stands for.
   *
   * @return null if it is no hard link
   * @throws MalformedImageException if it is a hard link without target
   */
  Struct target(Struct record) throws IOException {
    int type = record.s32(48);
    int creator = record.s32(52);
    long number = record.u32(44); // special: iNodeNum
    if (type == FILE_TYPE && creator == FILE_CREATOR) {
      return find(record, privateFiles(), "iNode" + number, HfsPlusNode.FILE, true);
    }
    if (type == FOLDER_TYPE && creator == FOLDER_CREATOR) {
      // An alias to a folder has the same type and creator, but no chain of links.
      boolean certain = (record.u16(2) & HAS_LINK_CHAIN) != 0;
      return find(record, privateFolders(), "dir_" + number, HfsPlusNode.FOLDER, certain);
    }
    return null;
  }

  private Struct find(Struct record, long folder, String name, int type, boolean certain)
      throws IOException {
    BTreeCursor found = folder == 0 ? null : catalog.find(folder, name);
    if (found != null && found.data().s16(0) == type) {
      return found.data();
    }
    if (certain) {
      throw record.malformed("hard link to %s, which is not there", name);
    }
    return null;
  }

  private long privateFiles() throws IOException {
    if (files < 0) {
      files = folder(HfsNames.FILE_LINKS);
    }
    return files;
  }

  private long privateFolders() throws IOException {
    if (folders < 0) {
      folders = folder(HfsNames.FOLDER_LINKS);
    }
    return folders;
  }

  /** Returns the ID of a folder in the root folder, or 0 if there is none. */
  private long folder(String name) throws IOException {
    BTreeCursor found = catalog.find(HfsPlusCatalogFile.ROOT, name);
    if (found == null || found.data().s16(0) != HfsPlusNode.FOLDER) {
      return 0;
    }
    return found.data().u32(8);
  }
}
