package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tracks of raw sectors without a sheet: data sectors start with a sync pattern, audio
 * has none. Sectors are sampled, and the borders between the samples searched, so that the number
 * of reads does not depend on the size of the image.
 */
record RawTracks(ByteSource bytes, int stride) {
  /** Sectors that are sampled: a shorter track may be missed. */
  private static final int SAMPLES = 100;

  /**
   * Sectors of one kind.
   *
   * @param first number of the first sector
   * @param end number of the sector after the last one
   */
  record Range(boolean data, long first, long end) {}

  /** Returns whether any of the sampled sectors is one of data. */
  boolean anyData() throws IOException {
    long total = bytes.size() / stride;
    for (int i = 0; i <= SAMPLES; i++) {
      if (SectorHeader.read(bytes, sample(i, total) * stride) != null) {
        return true;
      }
    }
    return false;
  }

  private static long sample(int index, long total) {
    return Math.max(0, total - 1) * index / SAMPLES;
  }

  /** Returns the ranges that alternate between audio and data, from the first sector on. */
  List<Range> ranges() throws IOException {
    long total = bytes.size() / stride;
    List<Range> ranges = new ArrayList<>();
    boolean data = data(0, false);
    long first = 0;
    long before = 0;
    for (int i = 1; i <= SAMPLES; i++) {
      long sector = sample(i, total);
      if (sector > before && data(sector, data) != data) {
        long border = border(before, sector, data);
        ranges.add(new Range(data, first, border));
        first = border;
        data = !data;
      }
      before = sector;
    }
    ranges.add(new Range(data, first, total));
    return ranges;
  }

  /** Returns the first sector that differs, between one that does not and one that does. */
  private long border(long same, long other, boolean data) throws IOException {
    long low = same;
    long high = other;
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (data(middle, data) == data) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns whether a sector is one of data; a blank one is of the kind of those before it. */
  private boolean data(long sector, boolean before) throws IOException {
    if (SectorHeader.read(bytes, sector * stride) != null) {
      return true;
    }
    byte[] content = bytes.readFully(sector * stride, SectorLayout.RAW);
    for (byte each : content) {
      if (each != 0) {
        return false;
      }
    }
    return before;
  }
}
