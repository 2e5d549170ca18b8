package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** Media descriptors of Alcohol 120%, recognised by their signature. */
public final class MdsFormat extends SignedFormat {
  /** The format. */
  public MdsFormat() {
    super(ImageScheme.CDBIN, "a media descriptor", MdsHeader.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return DiscContainer.open(
        "MDS image (Alcohol 120%)", file, context, files -> disc(file, files, context));
  }

  private static Disc disc(ImageFile file, SheetFiles files, ImageContext context)
      throws IOException {
    MdsFiles sectors = new MdsFiles(file, files, context.options().charset());
    return new MdsLayout(file.bytes(), sectors, context.volumes()).disc();
  }
}
