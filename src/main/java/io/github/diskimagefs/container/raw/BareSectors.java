package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;

/** A file that is the sectors of an optical disc and nothing else, however that is found out. */
abstract class BareSectors implements ContainerFormat {
  @Override
  public final String scheme(ImageFile file) {
    return "iso";
  }

  @Override
  public final boolean accepts(String scheme, ImageFile file) {
    return !scheme.equals("nrg");
  }

  @Override
  public final Container open(ImageFile file, ImageOptions options) {
    return new RawContainer(file.bytes());
  }
}
