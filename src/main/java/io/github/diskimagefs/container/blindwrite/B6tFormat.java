package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.DescriptorFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** Descriptors of BlindWrite 5 and 6, recognised by their signature. */
public final class B6tFormat extends DescriptorFormat {
  /** The format. */
  public B6tFormat() {
    super("a BlindWrite descriptor", "BlindWrite image (B6T)", B6tDescriptor.MAGIC);
  }

  @Override
  protected Disc disc(ImageFile file, SheetFiles files, ImageContext context) throws IOException {
    return new B6tLayout(B6tDescriptor.read(file.bytes()), files, context.volumes()).disc();
  }
}
