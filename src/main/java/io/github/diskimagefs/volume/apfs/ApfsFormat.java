package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Format of APFS containers, each of which holds up to a hundred volumes. */
public final class ApfsFormat implements VolumeFormat {

  @Override
  public Recognition probe(VolumeSource source) throws IOException {
    ByteSource bytes = source.track();
    if (ApfsContainer.signed(bytes)) {
      return Recognition.SIGNATURE;
    }
    return ApfsContainer.first(bytes) != null ? Recognition.REMAINS : Recognition.NONE;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource bytes = source.track();
    if (ApfsContainer.first(bytes) == null) {
      return List.of();
    }
    ApfsContainer container = ApfsContainer.open(bytes, source.cache());
    List<VolumeView> views = new ArrayList<>();
    for (ApfsContainer.ContainedVolume volume : container.volumes()) {
      views.add(new ApfsView(container, volume, options));
    }
    return views;
  }
}
