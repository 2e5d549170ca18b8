package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** ECM: images of discs without the codes that can be computed, recognised by the first bytes. */
public final class EcmFormat implements ProbedFormat {
  /** ECM Tool Reloaded counts its versions from 1. */
  private static final int MAX_VERSION = 3;

  @Override
  public ImageScheme scheme() {
    return ImageScheme.CDBIN;
  }

  @Override
  public String description() {
    return "an image packed by ECM";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null
        && file.bytes().size() >= EcmIndex.HEADER_LENGTH
        && header(file).has(0, "ECM")
        && header(file).u8(3) <= MAX_VERSION;
  }

  private static Struct header(ImageFile file) throws IOException {
    return Struct.read(
        "ECM header", file.bytes(), 0, EcmIndex.HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    int version = header(file).u8(3);
    if (version > 0) {
      throw new UnsupportedImageException("ECM version " + version + " (ECM Tool Reloaded)");
    }
    return new EcmImage(file, EcmIndex.read(file.bytes()));
  }
}
