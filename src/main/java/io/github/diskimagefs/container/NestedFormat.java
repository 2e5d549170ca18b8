package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageScheme;

/** A format that wraps an image of another format, of which it has the scheme. */
public interface NestedFormat extends ContainerFormat {

  /** Returns the format of the image inside. */
  ContainerFormat inner();

  /** Returns how the image is wrapped, as {@code in gzip}. */
  String wrapping();

  @Override
  default ImageScheme scheme() {
    return inner().scheme();
  }

  @Override
  default boolean accepts(String scheme) {
    return inner().accepts(scheme);
  }

  @Override
  default String description() {
    return inner().description() + ' ' + wrapping();
  }
}
