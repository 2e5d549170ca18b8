package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** Format of SquashFS volumes. */
public final class SquashfsFormat implements VolumeFormat {

  @Override
  public Recognition probe(VolumeSource source) throws IOException {
    return signed(source.track()) ? Recognition.SIGNATURE : Recognition.NONE;
  }

  private static boolean signed(ByteSource volume) throws IOException {
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
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    if (!signed(volume)) {
      return List.of();
    }
    SquashfsSuperblock.read(volume);
    return List.of(
        VolumeView.of(
            SquashfsVolume.TYPE, () -> SquashfsVolume.open(volume, source.cache(), options)));
  }

  @Override
  public List<Long> embedded(ByteSource image) throws IOException {
    return EmbeddedVolumes.find(image);
  }
}
