package io.github.diskimagefs.container.diskcopy;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Format of Disk Copy 4.2, which later versions and macOS read too. */
public final class DiskCopyFormat implements ProbedFormat {
  @Override
  public ImageScheme scheme() {
    return ImageScheme.DMG;
  }

  @Override
  public String description() {
    return "a Disk Copy 4.2 image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && DiskCopyHeader.find(file.bytes()) != null;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    DiskCopyHeader header = DiskCopyHeader.find(file.bytes());
    return new DiskCopyImage(header, file.bytes().slice(DiskCopyHeader.LENGTH, header.dataSize()));
  }
}
