package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** UDF 1.02 to 2.60 on media of any sector size. */
public final class UdfFormat implements VolumeFormat {

  /** Creates the format. */
  public UdfFormat() {}

  /** Opens at once, so that a bridge disc whose UDF half is broken still shows the other. */
  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    String version = Recognition.version(source);
    if (version == null) {
      return List.of();
    }
    UdfVolume volume = UdfVolume.open(source, version);
    return List.of(VolumeView.of(volume.type(), () -> volume));
  }
}
