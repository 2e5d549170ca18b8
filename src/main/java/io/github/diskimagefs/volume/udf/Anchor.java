package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Anchor volume descriptor pointer, ECMA-167 3/10.2.
 *
 * @param sectorSize the size at which it was found where it says to be
 * @param main main volume descriptor sequence
 * @param reserve reserve volume descriptor sequence
 */
record Anchor(int sectorSize, ExtentAd main, ExtentAd reserve) {
  private static final int SIZE = 512;

  private static final int DISC_SECTOR = 2048;

  /** Sector of a volume or session that has an anchor, and distance of another from the end. */
  private static final int FIRST = 256;

  /**
   * Sectors by which N may be off: two run-out blocks, or a gap of 150 sectors, as drives report
   * the length of track-at-once and packet-written discs.
   */
  private static final int[] LAST_OFFSETS = {0, 1, 2, 150, 152};

  /** The likeliest first; mkudffs goes on above what any medium has. */
  private static final List<Integer> SECTOR_SIZES =
      List.of(2048, 512, 4096, 1024, 8192, 16_384, 32_768);

  /**
   * Returns the anchors of a volume by sector size, the likeliest first.
   *
   * @throws MalformedImageException if there is none
   */
  static List<List<Anchor>> find(VolumeSource source) throws IOException {
    List<List<Anchor>> found = searchAll(source);
    if (!found.isEmpty()) {
      return found;
    }
    throw new MalformedImageException(
        "Anchor Volume Descriptor Pointer",
        source.start() + 256L * source.sectorSize(),
        "none at sector 256 or 512, nor at the end of the volume");
  }

  /**
   * Returns the anchors by sector size, the likeliest first. Of a disk that was formatted again
   * with another sector size, those of the old volume may be left.
   *
   * <p>No larger sectors than 2048 bytes are looked at if there are descriptors of ISO 9660, whose
   * place those of such a volume would have taken, unless there is no other anchor: each would be a
   * request to a distant host. The same goes for bytes that are decoded one after the other.
   *
   * @return every size that has an anchor at sector 256, else the first that has any
   */
  static List<List<Anchor>> searchAll(VolumeSource source) throws IOException {
    Set<Integer> sizes = new LinkedHashSet<>();
    sizes.add(Math.max(SIZE, source.sectorSize()));
    sizes.addAll(SECTOR_SIZES);
    List<List<Anchor>> found = new ArrayList<>();
    boolean iso9660 = VolumeRecognitionSequence.declaresIso9660(source);
    for (int sectorSize : sizes) {
      long sector = source.start() / sectorSize + FIRST;
      boolean far = iso9660 || source.bytes().isSequential();
      if (sectorSize > DISC_SECTOR && !found.isEmpty() && far) {
        continue;
      }
      if (readAt(source.bytes(), sector, sectorSize) != null) {
        found.add(search(source, sectorSize));
      }
    }
    for (int sectorSize : sizes) {
      if (found.isEmpty()) {
        List<Anchor> anchors = search(source, sectorSize);
        if (!anchors.isEmpty()) {
          found.add(anchors);
        }
      }
    }
    return found;
  }

  /** Returns the anchors of a sector size; no others if the first two that are found are equal. */
  private static List<Anchor> search(VolumeSource source, int sectorSize) throws IOException {
    List<Anchor> found = new ArrayList<>();
    Anchor first = readAt(source.bytes(), source.start() / sectorSize + FIRST, sectorSize);
    if (first != null && source.bytes().isSequential()) {
      return List.of(first); // all would be decoded for those at the end
    }
    announceLast(source.bytes(), source.end(), sectorSize);
    for (long sector : candidates(source, sectorSize)) {
      Anchor anchor = readAt(source.bytes(), sector, sectorSize);
      if (anchor != null && !found.contains(anchor)) {
        found.add(anchor);
      } else if (anchor != null && found.size() == 1) {
        break;
      }
    }
    return found;
  }

  /** Returns the anchor at the end of a source, or null. */
  static Anchor last(VolumeSource source) throws IOException {
    Set<Long> sectors = new LinkedHashSet<>();
    addLast(sectors, source.bytes().size(), source.sectorSize());
    announceLast(source.bytes(), source.bytes().size(), source.sectorSize());
    for (long sector : sectors) {
      Anchor anchor = sector < 1 ? null : readAt(source.bytes(), sector, source.sectorSize());
      if (anchor != null) {
        return anchor;
      }
    }
    return null;
  }

  private static Set<Long> candidates(VolumeSource source, int sectorSize) throws IOException {
    long first = source.start() / sectorSize;
    Set<Long> sectors = new LinkedHashSet<>();
    sectors.add(first + FIRST);
    addLast(sectors, source.end(), sectorSize);
    addLast(sectors, source.bytes().size(), sectorSize);
    sectors.add(first + 512); // UDF 1.50 6.10.1: before a sequential disc is closed
    sectors.add((long) FIRST);
    sectors.add(512L);
    sectors.removeIf(sector -> sector < 1);
    return sectors;
  }

  /** Adds N and N-256, 3/8.4.2.1. */
  private static void addLast(Set<Long> sectors, long end, int sectorSize) {
    long last = end / sectorSize - 1;
    for (int off : LAST_OFFSETS) {
      sectors.add(last - off);
      sectors.add(last - off - FIRST);
    }
  }

  /**
   * Has a distant host send all sectors at once in which the last anchors may be, unless they are
   * so large that each is a request anyway.
   */
  private static void announceLast(ByteSource bytes, long end, int sectorSize) {
    if (sectorSize <= DISC_SECTOR) {
      long reach = (LAST_OFFSETS[LAST_OFFSETS.length - 1] + FIRST + 1L) * sectorSize;
      bytes.announce(Math.max(0, end - reach), reach);
    }
  }

  /** Reads the anchor at a sector; returns null if there is none that says to be there. */
  static Anchor readAt(ByteSource bytes, long sector, int sectorSize) throws IOException {
    if (!bytes.holds(sector * sectorSize, sectorSize)) {
      return null;
    }
    Struct struct;
    try {
      struct = read(bytes, sector * sectorSize, Tag.SIZE);
      if (!Tag.names(struct, Tag.ANCHOR, sector)) {
        return null;
      }
      struct = read(bytes, sector * sectorSize, Math.max(SIZE, sectorSize));
    } catch (IOException e) {
      return null; // between the tracks of a disc nothing can be read
    }
    return Tag.isValidAt(struct, Tag.ANCHOR, sector)
        ? new Anchor(sectorSize, ExtentAd.read(struct, 16), ExtentAd.read(struct, 24))
        : null;
  }

  private static Struct read(ByteSource bytes, long position, int length) throws IOException {
    return Struct.read(
        "Anchor Volume Descriptor Pointer", bytes, position, length, ByteOrder.LITTLE_ENDIAN);
  }
}
