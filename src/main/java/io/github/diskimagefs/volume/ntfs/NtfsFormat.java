package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** Format of NTFS volumes. */
public final class NtfsFormat implements VolumeFormat {
  private static final int MAX_SECTOR_SIZE = 4096;

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return BootSector.probe(source.track(), 0);
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    ByteSource volume = source.track();
    return BootSector.probe(volume, backup(volume));
  }

  /** Returns the offset of the copy of the boot sector, in the last sector; -1 without one. */
  private static long backup(ByteSource volume) throws IOException {
    for (int sectorSize = BootSector.LENGTH; sectorSize <= MAX_SECTOR_SIZE; sectorSize *= 2) {
      long offset = volume.size() / sectorSize * sectorSize - sectorSize;
      if (BootSector.probe(volume, offset)) {
        return offset;
      }
    }
    return -1;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    boolean main = BootSector.probe(volume, 0);
    if (!main && !BootSector.probe(volume, backup(volume))) {
      return List.of();
    }
    BootSector boot = boot(volume, main);
    return List.of(
        VolumeView.of(NtfsVolume.TYPE, () -> new NtfsVolume(volume, boot, source.cache())));
  }

  /** Reads the boot sector, or its copy if that alone is valid. */
  private static BootSector boot(ByteSource volume, boolean main) throws IOException {
    if (!main) {
      return BootSector.read(volume, backup(volume));
    }
    try {
      return BootSector.read(volume, 0);
    } catch (MalformedImageException e) {
      long backup = backup(volume);
      if (!BootSector.probe(volume, backup)) {
        throw e;
      }
      try {
        return BootSector.read(volume, backup);
      } catch (MalformedImageException copy) {
        e.addSuppressed(copy);
        throw e;
      }
    }
  }
}
