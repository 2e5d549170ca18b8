package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.DescriptorFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** Descriptors of BlindWrite 4, recognised by their signature. */
public final class BwtFormat extends DescriptorFormat {
  /** The format. */
  public BwtFormat() {
    super("a BlindWrite descriptor", "BlindWrite image (BWT)", BwtDescriptor.MAGIC);
  }

  @Override
  protected Disc disc(ImageFile file, SheetFiles files, ImageContext context) throws IOException {
    BwtDescriptor descriptor = BwtDescriptor.read(file.bytes(), context.options().charset());
    return new BwtLayout(descriptor, files, context.volumes()).disc();
  }
}
