package io.github.diskimagefs.container.ccd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CloneCD sheets, recognised by their first section, and by their extension where small. */
public final class CcdFormat extends ProbedFormat {
  /** Extensions of the file of sectors: that of CloneCD, then the extensions of other programs. */
  private static final List<String> EXTENSIONS = List.of("img", "bin", "raw", "mdf", "iso");

  /** The format. */
  public CcdFormat() {
    super(ImageScheme.CDBIN, "a CloneCD sheet");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() > SheetText.MAX_LENGTH) {
      return false;
    }
    return file.extension().equals("ccd") || clone(SheetText.read(file.bytes(), Optional.empty()));
  }

  private static boolean clone(String text) {
    return text != null && text.stripLeading().toLowerCase(Locale.ROOT).startsWith("[clonecd]");
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    String text = SheetText.read(file.bytes(), context.options().charset());
    if (text == null || text.indexOf('[') < 0) {
      throw new MalformedImageException(
          "CCD sheet", MalformedImageException.NO_OFFSET, "line 1: the file has no sections");
    }
    return DiscContainer.open("CloneCD image", file, context, files -> disc(text, files, context));
  }

  private static Disc disc(String text, SheetFiles files, ImageContext context) throws IOException {
    ByteSource image = null;
    for (int i = 0; image == null && i < EXTENSIONS.size(); i++) {
      image = files.siblingSectors(EXTENSIONS.get(i));
    }
    if (image == null) {
      throw new MalformedImageException(
          "CCD sheet",
          MalformedImageException.NO_OFFSET,
          "the .img of the same name is not beside the sheet");
    }
    DiscBuilder disc = new DiscBuilder(context.volumes());
    return new CcdLayout(CcdSheet.parse(text), image, files.sibling("sub"), disc).build();
  }
}
