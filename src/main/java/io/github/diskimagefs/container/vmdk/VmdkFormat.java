package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** VMDK, the Virtual Machine Disk of VMware. */
public final class VmdkFormat implements ProbedFormat {
  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "a VMDK image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null
        && (SparseHeader.probe(file.bytes()) || VmdkDescriptor.probe(file.bytes()));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return VmdkImage.open(file, context);
  }
}
