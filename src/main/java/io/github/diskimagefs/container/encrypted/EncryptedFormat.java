package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Format of encrypted Apple disk images, which hold an image of any other kind. */
public final class EncryptedFormat implements ProbedFormat {

  @Override
  public ImageScheme scheme() {
    return ImageScheme.DMG;
  }

  @Override
  public String description() {
    return "an encrypted Apple disk image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && (HeaderV2.probe(file.bytes()) || HeaderV1.probe(file.bytes()));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    EncryptionHeader layout =
        HeaderV2.probe(file.bytes()) ? HeaderV2.read(file.bytes()) : HeaderV1.read(file.bytes());
    Keys keys = layout.keys(file.name(), context.options());
    return new EncryptedImage(file, layout, keys);
  }
}
