package io.github.diskimagefs.volume;

import io.github.diskimagefs.ImageOptions;
import java.io.IOException;
import java.util.List;

/** A file system format: recognises and opens its volumes. */
public interface VolumeFormat {

  /**
   * The views of this format that the source holds, found by reading a bounded number of sectors.
   *
   * @return empty if there is nothing of this format
   * @throws IOException if the source carries the format's signature and is broken (see {@link
   *     io.github.diskimagefs.MalformedImageException}) or not supported
   */
  List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException;
}
