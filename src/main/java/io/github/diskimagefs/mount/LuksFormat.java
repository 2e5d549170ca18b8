package io.github.diskimagefs.mount;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.LuksHeader;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SignedVolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;

/** Volumes that LUKS encrypts, so that they count as volumes before they are decrypted. */
final class LuksFormat extends SignedVolumeFormat {
  @Override
  protected boolean signed(ByteSource volume) throws IOException {
    return LuksHeader.probe(volume);
  }

  @Override
  protected VolumeView view(VolumeSource source, ImageOptions options) throws IOException {
    throw new UnsupportedImageException("LUKS");
  }
}
