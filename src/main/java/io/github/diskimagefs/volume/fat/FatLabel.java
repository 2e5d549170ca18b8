package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.DirectoryWindow;
import io.github.diskimagefs.volume.DosAttributes;
import java.io.IOException;

/**
 * The volume's label: an entry of the root directory (FAT specification 6.2). That of the boot
 * sector is not kept up to date by all systems and counts for none.
 */
final class FatLabel {
  private static final int FREE = 0xE5;
  private static final int LONG_NAME = 0x0F;

  private FatLabel() {}

  /** Returns the label, trimmed; empty if there is none. */
  static String find(ClusterChainSource.ToEnd directory, ShortName shortNames, BufferPool buffers)
      throws IOException {
    DirectoryWindow window = new DirectoryWindow("directory entry", directory.content(), buffers);
    try {
      long last = window.size() - FatDirectoryCursor.ENTRY;
      for (long position = 0; position <= last; position += FatDirectoryCursor.ENTRY) {
        Struct entry = window.struct(position, FatDirectoryCursor.ENTRY);
        int first = entry.u8(0);
        if (first == 0) {
          return "";
        }
        int attributes = entry.u8(11);
        if (first != FREE
            && (attributes & DosAttributes.VOLUME_ID) != 0
            && (attributes & LONG_NAME) != LONG_NAME) {
          return shortNames.label(entry).replace('\0', '_').strip();
        }
      }
    } finally {
      window.release();
    }
    return "";
  }
}
