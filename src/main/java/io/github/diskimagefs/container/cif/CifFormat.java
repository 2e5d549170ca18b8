package io.github.diskimagefs.container.cif;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** Images of Easy CD Creator, recognised by their first chunk. */
public final class CifFormat implements ProbedFormat {
  private static final int HEAD = 12;

  @Override
  public ImageScheme scheme() {
    return ImageScheme.CDBIN;
  }

  @Override
  public String description() {
    return "an Easy CD Creator image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() < HEAD) {
      return false;
    }
    Struct head = Struct.read("RIFF chunk", file.bytes(), 0, HEAD, ByteOrder.LITTLE_ENDIAN);
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
