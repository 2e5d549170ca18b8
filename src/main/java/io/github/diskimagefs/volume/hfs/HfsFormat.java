package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** Format of HFS volumes, except mere wrappers of HFS Plus volumes. */
public final class HfsFormat implements VolumeFormat {

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource bytes = source.bytes();
    ByteSource volume =
        source.start() == 0
            ? bytes
            : bytes.slice(source.start(), Math.max(0, source.end() - source.start()));
    int end = MasterDirectoryBlock.OFFSET + MasterDirectoryBlock.LENGTH;
    if (volume.size() < end) {
      return List.of();
    }
    Struct header =
        Struct.read(
            "master directory block",
            volume,
            MasterDirectoryBlock.OFFSET,
            MasterDirectoryBlock.LENGTH,
            ByteOrder.BIG_ENDIAN);
    if (!MasterDirectoryBlock.signed(header) || MasterDirectoryBlock.read(header).wrapper()) {
      return List.of();
    }
    Script script = new Script(options.charset().orElse(null));
    return List.of(VolumeView.of("hfs", () -> new HfsVolume(volume, script, source.cache())));
  }
}
