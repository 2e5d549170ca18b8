package io.github.diskimagefs.container.cif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** Images of Easy CD Creator, recognised by their first chunk. */
public final class CifFormat extends FileFormat {
  private static final int HEAD = 12;

  /** The format. */
  public CifFormat() {
    super(ImageScheme.CDBIN, "an Easy CD Creator image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    if (bytes.size() < HEAD) {
      return false;
    }
    Struct head = Struct.read("RIFF chunk", bytes, 0, HEAD, ByteOrder.LITTLE_ENDIAN);
    return head.has(0, "RIFF") && head.has(8, "imag");
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    CifChunks chunks = CifChunks.read(file.bytes());
    return new DiscContainer(
        "Easy CD Creator image (CIF)",
        new CifLayout(file.bytes(), chunks, context.volumes()).disc());
  }
}
