package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Nero images, known by their last bytes. */
public final class NrgFormat implements ContainerFormat {
  @Override
  public String scheme(ImageFile file) {
    return ImageScheme.NRG.text();
  }

  @Override
  public String name() {
    return "a Nero image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && NrgChunks.start(file.bytes()) >= 0;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    NrgChunks chunks = NrgChunks.read(file.bytes());
    return new DiscContainer(
        "Nero image", new NrgLayout(file.bytes(), chunks, context.volumes()).disc());
  }
}
