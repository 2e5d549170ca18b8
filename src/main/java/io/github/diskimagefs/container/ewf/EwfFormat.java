package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** EWF, the Expert Witness Compression Format of EnCase, FTK Imager and SMART. */
public final class EwfFormat extends SignedFormat {
  /** The format. */
  public EwfFormat() {
    super(ImageScheme.IMG, "an EWF image", Segments.SIGNATURE);
  }

  @Override
  public Container open(ImageFile image, ImageContext context) throws IOException {
    return EwfImage.open(image, context.options(), Segments.open(image));
  }
}
