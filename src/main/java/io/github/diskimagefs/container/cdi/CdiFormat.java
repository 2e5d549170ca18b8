package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** DiscJuggler images, recognised by their end, because they start with plain sectors. */
public final class CdiFormat extends FileFormat {
  /** Recognises images by the trailer and the descriptor. */
  public static final CdiFormat BY_DESCRIPTOR = new CdiFormat(true);

  /**
   * Recognises images by the trailer alone, so that the error of a broken descriptor names the
   * format. Plain sectors that end with such bytes by chance come first.
   */
  public static final CdiFormat BY_TRAILER = new CdiFormat(false);

  /** Bytes that hold the mark of the first track. */
  private static final int RECOGNISED_BYTES = 64;

  private final boolean whole;

  private CdiFormat(boolean whole) {
    super(ImageScheme.CDBIN, "a DiscJuggler image");
    this.whole = whole;
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    CdiTrailer trailer = CdiTrailer.read(bytes);
    if (trailer == null || !whole) {
      return trailer != null;
    }
    int length = (int) Math.min(RECOGNISED_BYTES, trailer.length());
    return length > 0
        && CdiDescriptor.recognises(
            Struct.read(
                CdiTrailer.DESCRIPTOR, bytes, trailer.start(), length, ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    CdiTrailer trailer = CdiTrailer.read(bytes);
    Struct struct = trailer.readDescriptor(bytes);
    CdiDescriptor descriptor = CdiDescriptor.read(struct, trailer.version());
    DiscBuilder disc = new DiscBuilder(context.volumes());
    CdiLayout layout = new CdiLayout(bytes.slice(0, trailer.start()), descriptor, disc);
    return new DiscContainer("DiscJuggler image (CDI)", layout.build());
  }
}
