package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import io.github.diskimagefs.volume.apple.VolumeSignature;
import java.io.IOException;
import java.util.List;

/** Format of HFS volumes, except mere wrappers of HFS Plus volumes. */
public final class HfsFormat implements VolumeFormat {

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    Struct header = header(source.track());
    return header != null && MasterDirectoryBlock.plausible(header);
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    Struct header = header(volume);
    if (header == null
        || !MasterDirectoryBlock.signed(header)
        || MasterDirectoryBlock.read(header).wrapper()) {
      return List.of();
    }
    Script script = new Script(options.charset().orElse(null));
    return List.of(
        VolumeView.of(ViewName.HFS.option(), () -> new HfsVolume(volume, script, source.cache())));
  }

  /** Reads the place of the master directory block; null if the source ends before. */
  private static Struct header(ByteSource volume) throws IOException {
    return VolumeSignature.header(volume, MasterDirectoryBlock.LENGTH);
  }
}
