package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** Format of exFAT volumes. */
public final class ExfatFormat implements VolumeFormat {

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return BootRegion.main(source.track()) != null;
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    return BootRegion.backup(source.track()) != null;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    Struct sector = BootRegion.find(volume);
    if (sector == null) {
      return List.of();
    }
    BootSector boot = BootSector.read(sector);
    return List.of(
        VolumeView.of(ExfatVolume.TYPE, () -> new ExfatVolume(volume, boot, source.cache())));
  }
}
