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

  /** The likeliest first; mkudffs goes on above what any medium has. */
  private static final List<Integer> SECTOR_SIZES =
      List.of(2048, 512, 4096, 1024, 8192, 16_384, 32_768);

  /**
   * The anchors of a volume, the likeliest first.
   *
   * @throws MalformedImageException if there is none
   */
  static List<Anchor> find(VolumeSource source) throws IOException {
    List<Anchor> found = search(source);
    if (!found.isEmpty()) {
      return found;
    }
    throw new MalformedImageException(
        "Anchor Volume Descriptor Pointer",
        source.start() + 256L * source.sectorSize(),
        "none at sector 256 or 512, nor at the end of the volume");
  }

  /** The anchors of what may be a volume. */
  static List<Anchor> search(VolumeSource source) throws IOException {
    List<Anchor> found = new ArrayList<>();
    Set<Integer> sizes = new LinkedHashSet<>();
    sizes.add(Math.max(SIZE, source.sectorSize()));
    sizes.addAll(SECTOR_SIZES);
    for (int sectorSize : sizes) {
      for (long sector : candidates(source, sectorSize)) {
        Anchor anchor = readAt(source.bytes(), sector, sectorSize);
        if (anchor != null && !found.contains(anchor)) {
          found.add(anchor);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  private static Set<Long> candidates(VolumeSource source, int sectorSize) throws IOException {
    long first = source.start() / sectorSize;
    Set<Long> sectors = new LinkedHashSet<>();
    sectors.add(first + 256);
    for (long end : new long[] {source.end(), source.bytes().size()}) {
      long last = end / sectorSize - 1;
      // 3/8.4.2.1 N and N-256; N may be off by two run-out blocks or by a gap of 150 sectors, as
      // drives report the length of track-at-once and packet-written discs.
      for (int off : new int[] {0, 1, 2, 150, 152}) {
        sectors.add(last - off);
        sectors.add(last - off - 256);
      }
    }
    sectors.add(first + 512); // UDF 1.50 6.10.1: before a sequential disc is closed
    sectors.add(256L);
    sectors.add(512L);
    sectors.removeIf(sector -> sector < 1);
    return sectors;
  }

  private static Anchor readAt(ByteSource bytes, long sector, int sectorSize) throws IOException {
    if (sector > bytes.size() / sectorSize - 1) {
      return null;
    }
    Struct in;
    try {
      in =
          Struct.read(
              "Anchor Volume Descriptor Pointer",
              bytes,
              sector * sectorSize,
              Math.max(SIZE, sectorSize),
              ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      return null; // between the tracks of a disc nothing can be read, and nothing lies there
    }
    return Tag.audioAt(in, Tag.ANCHOR, sector)
        ? new Anchor(sectorSize, ExtentAd.read(in, 16), ExtentAd.read(in, 24))
        : null;
  }
}
