package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SignedVolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Format of EROFS volumes. */
public final class ErofsFormat extends SignedVolumeFormat {
  /** Bytes from the start of an image in which volumes after other bytes are looked for. */
  private static final int MAX_EMBEDDED_OFFSET = 1 << 20;

  private static final int ALIGNMENT = 512;
  private static final int WINDOW_BYTES = 64 << 10;

  @Override
  protected boolean signed(ByteSource volume) throws IOException {
    return ErofsSuperblock.signed(volume);
  }

  @Override
  protected VolumeView view(VolumeSource source, ImageOptions options) throws IOException {
    ErofsSuperblock superblock = ErofsSuperblock.read(source.track());
    return VolumeView.of(ErofsVolume.TYPE, () -> ErofsVolume.open(source, superblock, options));
  }

  /** Looks for superblocks at multiples of a sector in the first MiB. */
  @Override
  public List<Long> embedded(ByteSource image) throws IOException {
    List<Long> starts = new ArrayList<>();
    long end =
        Math.min(MAX_EMBEDDED_OFFSET, image.size() - ErofsSuperblock.LENGTH)
            / ALIGNMENT
            * ALIGNMENT;
    for (long at = ErofsSuperblock.OFFSET + ALIGNMENT; at <= end; at += WINDOW_BYTES) {
      int length = (int) Math.min(WINDOW_BYTES, end + ErofsSuperblock.LENGTH - at);
      Struct window = Struct.read("image", image, at, length, ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i + ErofsSuperblock.LENGTH <= length; i += ALIGNMENT) {
        if (ErofsSuperblock.signed(window, i) && ErofsSuperblock.plausible(window, i)) {
          starts.add(at + i - ErofsSuperblock.OFFSET);
        }
      }
    }
    return starts;
  }
}
