package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.container.DescriptorFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** Media descriptors of Alcohol 120%, recognised by their signature. */
public final class MdsFormat extends DescriptorFormat {
  /** The format. */
  public MdsFormat() {
    super("a media descriptor", "MDS image (Alcohol 120%)", MdsHeader.MAGIC);
  }

  @Override
  protected Disc disc(ImageFile file, SheetFiles files, ImageContext context) throws IOException {
    MdsFiles sectors = new MdsFiles(file, files, context.options().charset());
    return new MdsLayout(file.bytes(), sectors, context.volumes()).disc();
  }
}
