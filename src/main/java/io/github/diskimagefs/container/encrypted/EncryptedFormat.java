package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Format of encrypted Apple disk images, which hold an image of any other kind. */
public final class EncryptedFormat extends FileFormat {

  /** The format. */
  public EncryptedFormat() {
    super(ImageScheme.DMG, "an encrypted Apple disk image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return HeaderV2.probe(bytes) || HeaderV1.probe(bytes);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    EncryptionHeader layout =
        HeaderV2.probe(file.bytes()) ? HeaderV2.read(file.bytes()) : HeaderV1.read(file.bytes());
    Keys keys = layout.keys(file.name(), context.options());
    return new EncryptedImage(file, layout, keys);
  }
}
