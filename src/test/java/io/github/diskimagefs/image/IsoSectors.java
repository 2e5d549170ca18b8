package io.github.diskimagefs.image;

import java.util.Map;
import java.util.TreeMap;

/** Where everything of an image goes. */
final class IsoSectors {
  private static final int SECTOR = 2048;

  private final Map<Integer, byte[]> pieces = new TreeMap<>();
  private int count;
  private int continued;
  IsoContinuations continuations;

  void put(int sector, byte[] bytes) {
    if (bytes.length > 0) {
      pieces.put(sector, bytes);
    }
  }

  void continueAt(int sector) {
    continued = sector;
    continuations = new IsoContinuations(sector);
  }

  void putContinuations() {
    put(continued, continuations.toArray());
  }

  void end(int sectors) {
    count = sectors;
  }

  int count() {
    return count;
  }

  byte[] toArray() {
    byte[] image = new byte[count * SECTOR];
    pieces.forEach(
        (sector, bytes) -> System.arraycopy(bytes, 0, image, sector * SECTOR, bytes.length));
    return image;
  }
}
