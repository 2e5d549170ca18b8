package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Format of APFS containers, each of which holds up to a hundred volumes. */
public final class ApfsFormat implements VolumeFormat {

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return ApfsContainer.first(source.track()) != null;
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    return ApfsContainer.copy(source.track()) != null;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource bytes = source.track();
    Struct superblock = ApfsContainer.first(bytes);
    if (superblock == null) {
      superblock = ApfsContainer.copy(bytes);
    }
    if (superblock == null) {
      return List.of();
    }
    ApfsContainer container = ApfsContainer.open(bytes, superblock, source.cache());
    List<VolumeView> views = new ArrayList<>();
    for (ApfsContainer.ContainedVolume volume : container.volumes()) {
      ApfsContainer.ContainedVolume data = dataOf(volume, container);
      ApfsView dataView = data == null ? null : new ApfsView(container, data, options, null);
      views.add(new ApfsView(container, volume, options, dataView));
    }
    return views;
  }

  /** Returns the data volume that macOS joins with a system volume, or null. */
  private static ApfsContainer.ContainedVolume dataOf(
      ApfsContainer.ContainedVolume system, ApfsContainer container) {
    VolumeSuperblock superblock = system.superblock();
    if (superblock == null || superblock.role() != VolumeRole.SYSTEM || !superblock.grouped()) {
      return null;
    }
    return container.volumes().stream()
        .filter(
            volume ->
                volume.superblock() != null
                    && volume.superblock().role() == VolumeRole.DATA
                    && volume.superblock().group().equals(superblock.group()))
        .findFirst()
        .orElse(null);
  }
}
