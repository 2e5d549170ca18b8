package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SignedFormat;
import java.io.IOException;

/** Descriptors of BlindWrite 4, recognised by their signature. */
public final class BwtFormat extends SignedFormat {
  /** The format. */
  public BwtFormat() {
    super("a BlindWrite descriptor", BwtDescriptor.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    SheetFiles files = new SheetFiles(file, context);
    try {
      BwtDescriptor descriptor = BwtDescriptor.read(file.bytes(), context.options().charset());
      BwtLayout layout = new BwtLayout(descriptor, files, context.volumes());
      return new DiscContainer("BlindWrite image (BWT)", layout.disc(), files);
    } catch (IOException | RuntimeException | Error e) {
      files.closeAfter(e);
      throw e;
    }
  }
}
