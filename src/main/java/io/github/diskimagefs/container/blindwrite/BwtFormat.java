package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** Descriptors of BlindWrite 4, recognised by their signature. */
public final class BwtFormat extends SignedFormat {
  /** The format. */
  public BwtFormat() {
    super(ImageScheme.CDBIN, "a BlindWrite descriptor", BwtDescriptor.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return DiscContainer.open(
        "BlindWrite image (BWT)", file, context, files -> disc(file, files, context));
  }

  private static Disc disc(ImageFile file, SheetFiles files, ImageContext context)
      throws IOException {
    BwtDescriptor descriptor = BwtDescriptor.read(file.bytes(), context.options().charset());
    return new BwtLayout(descriptor, files, context.volumes()).disc();
  }
}
