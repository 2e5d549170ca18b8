package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** ECM: images of discs without the codes that can be computed, recognised by the first bytes. */
public final class EcmFormat extends FileFormat {
  /** ECM Tool Reloaded counts its versions from 1. */
  private static final int MAX_VERSION = 3;

  /** The format. */
  public EcmFormat() {
    super(ImageScheme.CDBIN, "an image packed by ECM");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return bytes.size() >= EcmIndex.HEADER_LENGTH
        && header(bytes).has(0, "ECM")
        && header(bytes).u8(3) <= MAX_VERSION;
  }

  private static Struct header(ByteSource bytes) throws IOException {
    return Struct.read("ECM header", bytes, 0, EcmIndex.HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    int version = header(file.bytes()).u8(3);
    if (version > 0) {
      throw new UnsupportedImageException("ECM version " + version + " (ECM Tool Reloaded)");
    }
    EcmIndex index = EcmIndex.read(file.bytes());
    return new EcmImage(file, index, new EcmSource(file.bytes(), index, file.cache()));
  }
}
