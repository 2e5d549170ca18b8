package io.github.diskimagefs.volume;

import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.util.List;

/** A file system format: recognises and opens its volumes. */
public interface VolumeFormat {

  /**
   * Returns whether the source holds a volume of this format, valid or damaged. Reads a bounded
   * number of bytes.
   *
   * @throws IOException if the bytes cannot be read
   */
  Recognition probe(VolumeSource source) throws IOException;

  /**
   * Returns the views of this format that the source holds, after reading a bounded number of
   * sectors.
   *
   * @return empty if the source holds nothing of this format
   * @throws IOException if the source carries the format's signature and is broken (see {@link
   *     io.github.diskimagefs.MalformedImageException}) or not supported
   */
  List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException;
}
