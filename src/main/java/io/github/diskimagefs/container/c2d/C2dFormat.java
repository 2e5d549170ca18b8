package io.github.diskimagefs.container.c2d;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Images of WinOnCD, recognised by their signature. */
public final class C2dFormat extends SignedFormat {
  /** The format. */
  public C2dFormat() {
    super(
        ImageScheme.CDBIN,
        "a WinOnCD image",
        "Adaptec CeQuadrat VirtualCD File",
        "Roxio Image File Format 3.0");
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    C2dHeader header = C2dHeader.read(file.bytes());
    DiscBuilder disc = new DiscBuilder(context.volumes());
    return new DiscContainer(
        "WinOnCD image (C2D)", new C2dLayout(file.bytes(), header, disc).build());
  }
}
