package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** VHDX, the Virtual Hard Disk version 2 of Hyper-V. */
public final class VhdxFormat extends SignedFormat {
  private static final String SIGNATURE = "vhdxfile";

  /** The format. */
  public VhdxFormat() {
    super(ImageScheme.IMG, "a VHDX image", SIGNATURE);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return VhdxImage.open(file, context);
  }
}
