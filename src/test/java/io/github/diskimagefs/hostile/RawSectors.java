package io.github.diskimagefs.hostile;

import io.github.diskimagefs.hostile.Mutation.Patch;
import io.github.diskimagefs.image.CdSectors;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where an image holds raw sectors of a CD: their error codes are made right after a change. */
final class RawSectors {
  private static final int RAW = 2352;
  private static final int SEARCHED = 1 << 20;

  private final Original image;
  private int first = -1;
  private int stride;

  RawSectors(Original image) {
    this.image = image;
    int end = Math.min(SEARCHED, image.length()) - RAW;
    for (int at = 0; at < end && first < 0; at++) {
      if (sync(at)) {
        for (int size : new int[] {RAW, 2368, 2448}) {
          if (first < 0 && sync(at + size)) {
            first = at;
            stride = size;
          }
        }
      }
    }
  }

  private boolean sync(int at) {
    if (at < 0 || at > image.length() - RAW || image.at(at) != 0 || image.at(at + 11) != 0) {
      return false;
    }
    for (int i = 1; i < 11; i++) {
      if (image.at(at + i) != -1) {
        return false;
      }
    }
    return true;
  }

  /** Where the data begin of the sector that a byte is in; -1 if it is in none. */
  int dataAt(int offset) {
    int sector = sectorAt(offset);
    return sector < 0 ? -1 : sector + (image.at(sector + 15) == 1 ? 16 : 24);
  }

  private int sectorAt(int offset) {
    if (first < 0 || offset < first) {
      return -1;
    }
    int sector = offset - (offset - first) % stride;
    return sync(sector) && offset < sector + RAW ? sector : -1;
  }

  /** What to patch in addition. */
  List<Patch> repair(List<Patch> patches) {
    TreeSet<Integer> sectors = new TreeSet<>();
    for (Patch patch : patches) {
      int end = Math.min(image.length(), patch.offset() + patch.bytes().length) - 1;
      for (int at = patch.offset(); at < end; at += RAW) {
        sectors.add(sectorAt(at));
      }
      sectors.add(sectorAt(end));
    }
    sectors.remove(-1);
    List<Patch> repairs = new ArrayList<>();
    for (int sector : sectors) {
      byte[] sealed = image.changed(sector, RAW, patches);
      CdSectors.seal(sealed);
      repairs.add(new Patch(sector, sealed));
    }
    return repairs;
  }
}
