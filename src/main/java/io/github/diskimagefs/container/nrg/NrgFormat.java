package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Nero images, known by their last bytes. */
public final class NrgFormat implements ProbedFormat {
  @Override
  public ImageScheme scheme() {
    return ImageScheme.NRG;
  }

  @Override
  public String description() {
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
