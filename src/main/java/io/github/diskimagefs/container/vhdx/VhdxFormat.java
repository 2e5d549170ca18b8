package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** VHDX, the Virtual Hard Disk version 2 of Hyper-V. */
public final class VhdxFormat implements ProbedFormat {
  private static final String SIGNATURE = "vhdxfile";

  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "a VHDX image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null
        && file.bytes().size() >= SIGNATURE.length()
        && Struct.read(
                "VHDX identifier", file.bytes(), 0, SIGNATURE.length(), ByteOrder.LITTLE_ENDIAN)
            .has(0, SIGNATURE);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return VhdxImage.open(file, context);
  }
}
