package io.github.diskimagefs.container.diskcopy;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Format of Disk Copy 4.2, which later versions and macOS read too. */
public final class DiskCopyFormat extends FileFormat {
  /** The format. */
  public DiskCopyFormat() {
    super(ImageScheme.DMG, "a Disk Copy 4.2 image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return DiskCopyHeader.find(bytes) != null;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    DiskCopyHeader header = DiskCopyHeader.find(file.bytes());
    return new DiskCopyImage(header, file.bytes().slice(DiskCopyHeader.LENGTH, header.dataSize()));
  }
}
