package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.util.List;

/**
 * A format whose volumes have one view and are recognised by one signature, of which no copy is.
 */
public abstract class SignedVolumeFormat implements VolumeFormat {
  /** For subclasses. */
  protected SignedVolumeFormat() {}

  /** Returns whether a volume has the signature. */
  protected abstract boolean signed(ByteSource volume) throws IOException;

  /** Returns the view of a volume that has the signature. */
  protected abstract VolumeView view(VolumeSource source, ImageOptions options) throws IOException;

  @Override
  public final boolean hasSignature(VolumeSource source) throws IOException {
    return signed(source.track());
  }

  @Override
  public final List<VolumeView> views(VolumeSource source, ImageOptions options)
      throws IOException {
    return signed(source.track()) ? List.of(view(source, options)) : List.of();
  }
}
