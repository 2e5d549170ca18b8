package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SignedFormat;
import java.io.IOException;

/** Media descriptors of Alcohol 120%, recognised by their signature. */
public final class MdsFormat extends SignedFormat {
  /** The format. */
  public MdsFormat() {
    super("a media descriptor", MdsHeader.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    SheetFiles files = new SheetFiles(file, context);
    try {
      MdsFiles sectors = new MdsFiles(file, files, context.options().charset());
      MdsLayout layout = new MdsLayout(file.bytes(), sectors, context.volumes());
      return new DiscContainer("MDS image (Alcohol 120%)", layout.disc(), files);
    } catch (IOException | RuntimeException | Error e) {
      files.closeAfter(e);
      throw e;
    }
  }
}
