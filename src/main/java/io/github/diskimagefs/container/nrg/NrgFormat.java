package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Nero images, known by their last bytes. */
public final class NrgFormat extends FileFormat {
  /** The format. */
  public NrgFormat() {
    super(ImageScheme.NRG, "a Nero image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return NrgChunks.start(bytes) >= 0;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    NrgChunks chunks = NrgChunks.read(file.bytes());
    return new DiscContainer(
        "Nero image", new NrgLayout(file.bytes(), chunks, context.volumes()).disc());
  }
}
