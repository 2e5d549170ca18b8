package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** Format of romfs volumes. */
public final class RomfsFormat implements VolumeFormat {

  @Override
  public Recognition probe(VolumeSource source) throws IOException {
    return RomfsSuperblock.signed(source.track()) ? Recognition.SIGNATURE : Recognition.NONE;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    if (!RomfsSuperblock.signed(volume)) {
      return List.of();
    }
    return List.of(
        VolumeView.of(RomfsVolume.TYPE, () -> new RomfsVolume(volume, source.cache(), options)));
  }
}
