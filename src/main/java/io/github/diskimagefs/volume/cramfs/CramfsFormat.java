package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** Format of cramfs volumes. */
public final class CramfsFormat implements VolumeFormat {

  @Override
  public Recognition probe(VolumeSource source) throws IOException {
    return CramfsSuperblock.signed(source.track()) ? Recognition.SIGNATURE : Recognition.NONE;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    if (!CramfsSuperblock.signed(volume)) {
      return List.of();
    }
    CramfsSuperblock superblock = CramfsSuperblock.read(volume);
    return List.of(
        VolumeView.of(
            CramfsVolume.TYPE,
            () -> new CramfsVolume(volume, superblock, source.cache(), options)));
  }
}
