package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;

/** A format of binary descriptors of discs, whose sectors are in files beside them. */
public abstract class DescriptorFormat extends SignedFormat {
  private final String type;

  /**
   * Creates a format.
   *
   * @param description as {@link #description()} returns it
   * @param type the format's name
   * @param signature starts a descriptor, in ISO 8859-1
   */
  protected DescriptorFormat(String description, String type, String signature) {
    super(ImageScheme.CDBIN, description, signature);
    this.type = type;
  }

  /** Reads the disc of a descriptor. */
  protected abstract Disc disc(ImageFile descriptor, SheetFiles files, ImageContext context)
      throws IOException;

  @Override
  public final Container open(ImageFile file, ImageContext context) throws IOException {
    return DiscContainer.open(type, file, context, files -> disc(file, files, context));
  }
}
