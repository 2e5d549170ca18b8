package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SignedFormat;
import java.io.IOException;

/** Descriptors of BlindWrite 5 and 6, recognised by their signature. */
public final class B6tFormat extends SignedFormat {
  /** The format. */
  public B6tFormat() {
    super("a BlindWrite descriptor", B6tDescriptor.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    SheetFiles files = new SheetFiles(file, context);
    try {
      B6tDescriptor descriptor = B6tDescriptor.read(file.bytes());
      B6tLayout layout = new B6tLayout(descriptor, files, context.volumes());
      return new DiscContainer("BlindWrite image (B6T)", layout.disc(), files);
    } catch (IOException | RuntimeException | Error e) {
      files.closeAfter(e);
      throw e;
    }
  }
}
