package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Descriptors of BlindWrite 5 and 6, recognised by their signature. */
public final class B6tFormat extends SignedFormat {
  /** The format. */
  public B6tFormat() {
    super(ImageScheme.CDBIN, "a BlindWrite descriptor", B6tDescriptor.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return DiscContainer.open(
        "BlindWrite image (B6T)",
        file,
        context,
        files -> new B6tLayout(B6tDescriptor.read(file.bytes()), files, context.volumes()).disc());
  }
}
