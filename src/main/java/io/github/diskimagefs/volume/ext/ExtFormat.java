package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** Format of ext2, ext3 and ext4 volumes. */
public final class ExtFormat implements VolumeFormat {

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return SuperblockFinder.signed(source.track());
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    return SuperblockFinder.copied(source.track());
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    if (!SuperblockFinder.signed(volume) && !SuperblockFinder.copied(volume)) {
      return List.of();
    }
    Superblock superblock = SuperblockFinder.find(volume);
    ExtFeatures features = superblock.features();
    features.requireSupported();
    return List.of(
        VolumeView.of(
            features.type(),
            () -> ExtVolume.open(volume, superblock, source.cache(), source.folder(), options)));
  }
}
