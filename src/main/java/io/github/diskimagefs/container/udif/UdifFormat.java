package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.List;

/** Format of Apple's Universal Disk Image Format (UDIF). */
public final class UdifFormat extends ProbedFormat {

  /** The format. */
  public UdifFormat() {
    super(ImageScheme.DMG, "an Apple disk image (UDIF)");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && TrailerLocator.find(file) >= 0;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    long trailer = TrailerLocator.find(file);
    KolyTrailer koly = KolyTrailer.read(bytes, trailer);
    Segments segments = Segments.open(file, koly);
    try {
      List<BlockTable> tables = BlockTableReader.read(bytes, koly, trailer);
      return new UdifContainer(koly, tables, segments, file.cache(), context.options().verify());
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, segments);
      throw e;
    }
  }
}
