package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SignedVolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;

/** Format of romfs volumes. */
public final class RomfsFormat extends SignedVolumeFormat {

  @Override
  protected boolean signed(ByteSource volume) throws IOException {
    return RomfsSuperblock.signed(volume);
  }

  @Override
  protected VolumeView view(VolumeSource source, ImageOptions options) {
    return VolumeView.of(
        RomfsVolume.TYPE, () -> new RomfsVolume(source.track(), source.cache(), options));
  }
}
