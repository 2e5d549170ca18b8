package io.github.diskimagefs.sector;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** Finds out from the bytes how a data track is stored. */
public final class LayoutProbe {
  private static final int[] RAW_STRIDES = {2352, 2448, 2368};
  private static final int[] BARE_STRIDES = {2048, 2336, 2056, 2324, 2328, 2332, 2144, 2432};

  /** Sectors of user data that hold the start of any volume that is recognised. */
  private static final long RECOGNISED_SECTORS = 18;

  private LayoutProbe() {}

  /**
   * Returns the layout of the sectors that start at an offset.
   *
   * @param sector offset of the first whole sector
   * @return null if the bytes do not tell
   * @throws UnsupportedImageException if the sectors are scrambled (ECMA-130 annex B)
   */
  public static SectorLayout find(ByteSource file, long sector, VolumeRecognizer volumes)
      throws IOException {
    SectorHeader header = SectorHeader.read(file, sector);
    if (header != null) {
      for (int stride : RAW_STRIDES) {
        if (SectorHeader.read(file, sector + stride) != null) {
          return SectorLayout.of(mode(file, sector, stride, header), stride);
        }
      }
      return file.size() - sector <= 2448
          ? SectorLayout.of(mode(file, sector, SectorLayout.RAW, header), SectorLayout.RAW)
          : null;
    }
    for (int stride : BARE_STRIDES) {
      for (TrackMode mode : new TrackMode[] {TrackMode.MODE1, TrackMode.MODE2}) {
        SectorLayout layout = SectorLayout.of(mode, stride);
        if (layout.mode() == mode && volume(file, sector, layout, volumes)) {
          return layout;
        }
      }
    }
    return null;
  }

  /**
   * Returns the layout that a sheet declares, corrected where the bytes contradict it.
   *
   * @throws UnsupportedImageException if the sectors are scrambled (ECMA-130 annex B)
   */
  public static SectorLayout confirm(
      ByteSource file, long sector, SectorLayout declared, VolumeRecognizer volumes)
      throws IOException {
    SectorHeader header = SectorHeader.read(file, sector);
    if (!declared.mode().data()) {
      return header != null && successive(file, sector, declared.stride(), header)
          ? SectorLayout.of(mode(file, sector, declared.stride(), header), declared.stride())
          : declared;
    }
    boolean raw = declared.skipped() == 0;
    if (raw && header != null) {
      if (sector + declared.stride() >= file.size()
          || SectorHeader.read(file, sector + declared.stride()) != null) {
        return SectorLayout.of(mode(file, sector, declared.stride(), header), declared.stride());
      }
    } else if (!raw && header == null && volume(file, sector, declared, volumes)) {
      return declared;
    }
    SectorLayout found = find(file, sector, volumes);
    return found == null ? declared : found;
  }

  /** Returns whether three headers have successive addresses, as no audio has. */
  private static boolean successive(ByteSource file, long sector, int stride, SectorHeader first)
      throws IOException {
    for (int i = 1; i <= 2; i++) {
      SectorHeader next = SectorHeader.read(file, sector + (long) i * stride);
      if (next == null || next.block() == SectorHeader.NONE || next.block() != first.block() + i) {
        return false;
      }
    }
    return true;
  }

  /** Returns the mode by the header of the first sector, or of the first volume descriptor. */
  private static TrackMode mode(ByteSource file, long sector, int stride, SectorHeader header)
      throws IOException {
    SectorHeader later = SectorHeader.read(file, sector + 16L * stride);
    for (SectorHeader each : new SectorHeader[] {header, later}) {
      if (each != null && each.scrambled()) {
        throw new UnsupportedImageException(
            "scrambled sectors: the data of this track are as on the disc's surface, not as a drive"
                + " reads them (ECMA-130 annex B)");
      }
      if (each != null && (each.mode() == 1 || each.mode() == 2)) {
        return each.mode() == 1 ? TrackMode.MODE1 : TrackMode.MODE2;
      }
    }
    return TrackMode.MODE1;
  }

  /** Returns whether a volume starts in the sectors, if they have that layout. */
  private static boolean volume(
      ByteSource file, long sector, SectorLayout layout, VolumeRecognizer volumes)
      throws IOException {
    long sectors =
        Math.min(RECOGNISED_SECTORS, (file.size() - sector) / Math.max(1, layout.stride()));
    if (sectors <= 0) {
      return false;
    }
    ByteSource userData =
        StridedSource.of(
            file.slice(sector, file.size() - sector),
            layout.userOffset(),
            layout.stride(),
            SectorLayout.USER,
            sectors);
    if (volumes.opticalVolume(userData)) {
      return true;
    }
    // Two letters at an odd place are no proof of an odd size.
    return layout.plain() && volumes.diskVolume(userData);
  }
}
