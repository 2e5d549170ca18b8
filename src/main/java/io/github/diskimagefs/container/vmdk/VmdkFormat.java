package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** VMDK, the Virtual Machine Disk of VMware. */
public final class VmdkFormat extends FileFormat {
  /** The format. */
  public VmdkFormat() {
    super(ImageScheme.IMG, "a VMDK image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return SparseHeader.probe(bytes) || VmdkDescriptor.probe(bytes);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return VmdkImage.open(file, context);
  }
}
