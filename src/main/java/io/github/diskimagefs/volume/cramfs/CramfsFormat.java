package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SignedVolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;

/** Format of cramfs volumes. */
public final class CramfsFormat extends SignedVolumeFormat {

  @Override
  protected boolean signed(ByteSource volume) throws IOException {
    return CramfsSuperblock.signed(volume);
  }

  @Override
  protected VolumeView view(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    CramfsSuperblock superblock = CramfsSuperblock.read(volume);
    return VolumeView.of(
        CramfsVolume.TYPE, () -> new CramfsVolume(volume, superblock, source.cache(), options));
  }
}
