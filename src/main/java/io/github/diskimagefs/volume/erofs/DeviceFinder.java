package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.volume.ImageFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the file of a further device in the image's folder. Images do not name it: Linux takes it
 * from the mount option {@code device=}. Its tag may be its name, or the identifier of the volume
 * that it is; without a tag it is a file of the image's own name with another extension, and of the
 * device's very size. Old writers leave the size out: then it is the only such file.
 */
final class DeviceFinder {
  /** Names of the folder that are looked at. */
  private static final int MAX_NAMES = 10_000;

  /** Files whose superblock is looked at. */
  private static final int MAX_OPENED = 256;

  private final ImageFolder folder;
  private final int blockBits;
  private final Set<String> taken = new HashSet<>();
  private List<String> names;
  private int opened;

  DeviceFinder(ImageFolder folder, int blockBits) {
    this.folder = folder;
    this.blockBits = blockBits;
    taken.add(folder.image());
  }

  /**
   * Returns the open file of a device, which is of no other one; null if there is none.
   *
   * @param tag as recorded, empty if there is none
   * @param blocks number of its blocks
   */
  HostFile find(String tag, long blocks) throws IOException {
    if (!tag.isEmpty() && plain(tag) && taken.add(tag)) {
      HostFile named = folder.files().open(tag);
      if (named != null) {
        return named;
      }
    }
    long size = blocks << blockBits;
    List<String> candidates = candidates(tag);
    boolean only = blocks == 0 && candidates.size() == 1;
    for (String name : candidates) {
      if (taken.contains(name) || opened == MAX_OPENED) {
        continue;
      }
      HostFile file = folder.files().open(name);
      if (file == null) {
        continue;
      }
      boolean found = false;
      try {
        opened++;
        found =
            tag.isEmpty()
                ? only || file.size() == size
                : file.size() >= size && identified(file, tag);
      } finally {
        if (!found) {
          file.close();
        }
      }
      if (found) {
        taken.add(name);
        return file;
      }
    }
    return null;
  }

  private static boolean plain(String tag) {
    return tag.indexOf('/') < 0 && tag.indexOf('\\') < 0 && tag.chars().allMatch(c -> c >= ' ');
  }

  private List<String> candidates(String tag) throws IOException {
    if (names == null) {
      names = new ArrayList<>(folder.files().names(MAX_NAMES));
      names.sort(null);
    }
    if (!tag.isEmpty()) {
      return names;
    }
    String stem = stem(folder.image());
    return stem.isEmpty()
        ? List.of()
        : names.stream()
            .filter(name -> stem(name).startsWith(stem) && !name.equals(folder.image()))
            .toList();
  }

  /** Returns a name up to its first dot that is not at its start, in lower case. */
  private static String stem(String name) {
    int dot = name.indexOf('.', 1);
    return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
  }

  /** Returns whether a file is the volume whose identifier is the tag. */
  private static boolean identified(HostFile file, String tag) throws IOException {
    if (!ErofsSuperblock.signed(file)) {
      return false;
    }
    String uuid = ErofsProperties.uuid(ErofsSuperblock.struct(file));
    return tag.replace("-", "").equalsIgnoreCase(uuid.replace("-", ""));
  }
}
