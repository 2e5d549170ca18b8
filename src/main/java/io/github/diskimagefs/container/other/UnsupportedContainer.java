package io.github.diskimagefs.container.other;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;

/**
 * An image format that is recognised and not read: the error names it.
 *
 * @param name its usual name
 * @param scheme the URI scheme that will open it
 */
record UnsupportedContainer(String name, ImageScheme scheme) implements ContainerFormat {

  @Override
  public String description() {
    return "an image of a format that is not supported";
  }

  /** Any scheme may be named: the error then says what the file is. */
  @Override
  public boolean accepts(String other) {
    return true;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws UnsupportedImageException {
    throw new UnsupportedImageException(name);
  }
}
