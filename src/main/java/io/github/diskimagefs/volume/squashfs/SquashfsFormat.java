package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SignedVolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** Format of SquashFS volumes. */
public final class SquashfsFormat extends SignedVolumeFormat {

  @Override
  protected boolean signed(ByteSource volume) throws IOException {
    return volume.size() >= SquashfsSuperblock.SIGNATURE_BYTES
        && SquashfsSuperblock.order(
                Struct.read(
                    "signature",
                    volume,
                    0,
                    SquashfsSuperblock.SIGNATURE_BYTES,
                    ByteOrder.LITTLE_ENDIAN))
            != null;
  }

  @Override
  protected VolumeView view(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    SquashfsSuperblock.read(volume);
    return VolumeView.of(
        SquashfsVolume.TYPE, () -> SquashfsVolume.open(volume, source.cache(), options));
  }

  @Override
  public List<Long> embedded(ByteSource image) throws IOException {
    return EmbeddedVolumes.find(image);
  }
}
